//! Cues: the names by which code asks for words.
//!
//! Enters: cue names in `dictionaries/cues/*.tsv`. Leaves: [`Cue`] and [`CueSet`]. The words themselves stand in the
//! dictionaries only. The list is long because it is one list: a cue a line, by subject.

macro_rules! cues {
    ($($(#[doc = $doc:literal])* $cue:ident = $name:literal,)*) => {
        /// A class of words that some rule asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub(crate) enum Cue {
            $($(#[doc = $doc])* $cue,)*
        }

        impl Cue {
            /// Every cue, in order.
            pub(super) const ALL: &'static [Self] = &[$(Self::$cue,)*];

            /// The name it has in the dictionaries.
            #[cfg(test)]
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$cue => $name,)*
                }
            }

            /// The cue of a name.
            pub(super) fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$cue),)*
                    _ => None,
                }
            }
        }
    };
}

cues! {
    /// gọi tắt là, viết tắt là: a short form of the words before follows.
    AbbreviationCalled = "abbreviation.called",
    /// An enterprise whose short form is often made of its foreign name: tập đoàn, tổng công ty.
    AbbreviationEnterprise = "abbreviation.enterprise",

    /// đã, luôn: who stands before it acts.
    Acting = "acting",

    /// … được kết nạp.
    AfterAdmit = "after.admit",
    /// … được công nhận chính thức.
    AfterConfirm = "after.confirm",
    /// … bị khai trừ.
    AfterRemove = "after.remove",
    /// … bị kỷ luật.
    AfterDiscipline = "after.discipline",
    /// … được tặng huy hiệu.
    AfterCommend = "after.commend",
    /// … được chuyển giao, … về.
    AfterTransfer = "after.transfer",
    /// … tổ chức đại hội.
    AfterHoldCongress = "after.hold_congress",
    /// … được thành lập.
    AfterEstablish = "after.establish",
    /// vừa lập: the same, where nothing follows that they made themselves.
    AfterBare = "after.bare",
    /// … giải thể.
    AfterDissolve = "after.dissolve",
    /// … hợp nhất.
    AfterMerge = "after.merge",
    /// … tham dự.
    AfterAttend = "after.attend",
    /// … vi phạm, … hoàn thành nhiệm vụ.
    AfterOther = "after.other",
    /// … bị phê bình, … được khôi phục đảng tịch: what befell these, whatever was done to those counted before.
    AfterOwn = "after.own",
    /// được kết nạp vào Đảng: whoever it was, a member now.
    AfterAdmitParty = "after.admit_party",

    /// Verbs with which a goal starts behind its subject: hoàn thành, được, có.
    AimGoal = "aim.goal",
    /// Nouns that hold a verb's word: tổ chức đảng, cuộc kiểm tra.
    AimNoun = "aim.noun",
    /// Verbs that govern a planned count: kết nạp, thành lập.
    AimVerb = "aim.verb",
    /// kết nạp, phát triển: a ratio behind it is set against a plan.
    AimAdmission = "aim.admission",
    /// What links a subject to the figure behind it: đạt, chiếm, là, a colon.
    AimLink = "aim.link",
    /// Links that state a share: đạt, chiếm, bằng.
    AimShare = "aim.share",
    /// tăng, giảm, vượt.
    AimChange = "aim.change",
    /// What a figure behind which it stands is compared with: kế hoạch, so với.
    AimCompare = "aim.compare",
    /// Plans that economic figures are set against.
    AimPlan = "aim.plan",
    /// thực hiện, đạt, kết quả: before what was done, in a row that has what was planned before it.
    AimDone = "aim.done",
    /// Names of plans whose own figure follows: chỉ tiêu, mục tiêu.
    AimPlanNoun = "aim.plan_noun",
    /// hoàn thành tốt: a rating that leaves out who is rated.
    AimRating = "aim.rating",
    /// trong khi, chưa đạt: the plan named behind it is set against what was done.
    AimContrast = "aim.contrast",
    /// doanh nghiệp, công ty: a number of workers behind it tells its size.
    AimEmployer = "aim.employer",
    /// mức: a plan's figure right behind it.
    AimLevel = "aim.level",
    /// mỗi, từng: each of those that a plan speaks of.
    AimEach = "aim.each",
    /// phân bổ, cụ thể: what a colon behind it lists are a plan's parts.
    AimAllot = "aim.allot",
    /// vượt: only a plan can be exceeded.
    AimExceed = "aim.exceed",
    /// hoàn thành tốt, xuất sắc: a grade that stands for those who have it.
    AimGrade = "aim.grade",
    /// trong, ở, riêng: opens what only tells where a share is that was spoken of before.
    AimWhere = "aim.where",
    /// toàn tỉnh, cả nhiệm kỳ: of whom or when a share is that was spoken of before.
    AimScope = "aim.scope",
    /// nào: behind a noun, any of them.
    AimAny = "aim.any",
    /// hơn, kém: a plan that these words measure by is followed by how much more or less it was.
    AimDiffer = "aim.differ",
    /// chỉ, mới: a share right behind it is what there is.
    AimOnly = "aim.only",
    /// cộng lại, tổng cộng: how much the parts before it are together follows.
    AimSum = "aim.sum",
    /// năm trước, tháng sau: with a number before it, a time.
    AimAgo = "aim.ago",
    /// giao, đăng ký: the figure behind it is a plan's.
    AimAssign = "aim.assign",
    /// của nghị quyết: the figure before it is that plan's.
    AimOfPlan = "aim.of_plan",
    /// vừa, tiếp tục: behind a comma, the clause around the figure's goes on.
    AimTurn = "aim.turn",
    /// mà, do: who set the figure before it is told.
    AimWhich = "aim.which",
    /// cho đủ, cho tròn: so many more make up the plan's figure behind it.
    AimFills = "aim.fills",
    /// là mục tiêu: what stands before it is aimed for.
    AimIsPlan = "aim.is_plan",
    /// của, cho: goes on with a noun behind a comma.
    AimPrep = "aim.prep",
    /// đóng, giữ lại: a rate of dues follows.
    AimDues = "aim.dues",
    /// với: ends what was voted for.
    AimWith = "aim.with",
    /// theo quy định: a share in its sentence is a rule's.
    AimRule = "aim.rule",
    /// phải, cần: a share right behind it is a rule's, unless a plan's.
    AimMust = "aim.must",
    /// yêu cầu, phê bình: whom it addresses is none that is aimed for.
    AimAsk = "aim.ask",
    /// việc, tình trạng: what is said behind it is so, and is to be dealt with.
    AimMatter = "aim.matter",
    /// cho phép, yêu cầu, là: with these words a document of plans gives a figure, beside [`AimGive`](Cue::AimGive).
    AimSets = "aim.sets",
    /// công đoàn, đại hội đoàn: unions and associations that plan for themselves.
    AimUnion = "aim.union",
    /// có thể, chỉ có thể: what can be, and is not aimed for.
    AimMay = "aim.may",
    /// dự án luật: holds a word for what plans count, and is none of it.
    AimUncounted = "aim.uncounted",
    /// giao: who sets a plan gives its figure.
    AimGive = "aim.give",
    /// giao, đề ra: who set a plan's figure stands before it, behind the figure.
    AimSetter = "aim.setter",
    /// theo kế hoạch: the second figure of a pair before it is the plan's.
    AimByPlan = "aim.by_plan",
    /// Words of the Party's own work.
    AimParty = "aim.party",
    /// Words of elections.
    AimVote = "aim.vote",
    /// bỏ phiếu kín, biểu quyết nhất trí: who votes stands before it, the share of their votes behind.
    AimBallot = "aim.ballot",
    /// Unions and associations.
    AimOutsider = "aim.outsider",
    /// Words that make a sentence one about the Party.
    AimPartyWord = "aim.party_word",
    /// nữ, trẻ, trình độ: shares of them are the Party's where the sentence is.
    AimTrait = "aim.trait",
    /// ý kiến, kiến nghị: what people tell the Party.
    AimHeard = "aim.heard",
    /// Assemblies, governments, boards: votes in them are nothing.
    AimAssembly = "aim.assembly",
    /// cho biết, nêu rõ: what someone says follows.
    AimSpeech = "aim.speech",
    /// về, so với: opens a stretch that a comma closes and that is no part of the subject.
    AimOpening = "aim.opening",
    /// vi phạm: what follows tells what members or organizations did wrong.
    AimWrong = "aim.wrong",
    /// Words at the edge of a subject that are no part of it.
    AimSkip = "aim.skip",
    /// Words of time that open a clause.
    AimTime = "aim.time",
    /// trong đó, riêng: a part of what was just said follows.
    AimInside = "aim.inside",
    /// What starts a new turn behind a comma.
    AimBreak = "aim.break",
    /// What ends a goal wherever it stands: a purpose, a relative clause, who gave the plan.
    AimEnd = "aim.end",
    /// Phrases that hold a word of [`AimEnd`](Cue::AimEnd) and end nothing.
    AimGoesOn = "aim.goes_on",
    /// có, gồm: what stands before it owns the figure's noun and is no part of it.
    AimHave = "aim.have",
    /// như, là: what follows lists places.
    AimListing = "aim.listing",
    /// tỷ lệ này: the subject and goal of the figure before.
    AimAnaphor = "aim.anaphor",
    /// A figure before it is a rule's condition.
    AimCondition = "aim.condition",
    /// chiếm: the share of a whole.
    AimPart = "aim.part",
    /// Bodies whose composition is told: Ban Chấp hành, cấp ủy.
    AimWhole = "aim.whole",
    /// sẽ, dự kiến: what is counted is still to do it.
    AimDue = "aim.due",
    /// so với cùng kỳ: measured by a time that has passed.
    AimPastPeriod = "aim.past_period",
    /// Kinds of persons that a subject may join by a comma: cán bộ, đoàn viên.
    AimPersons = "aim.persons",
    /// lao động, học sinh: traits of theirs are none of the Party's.
    AimPeople = "aim.people",
    /// Shares and capital: percentages of them are never reported of the Party.
    AimHolding = "aim.holding",
    /// tăng trưởng, hộ nghèo, doanh thu: a share of it is a statistic, and no work of the Party's.
    AimEconomy = "aim.economy",
    /// What plans count.
    AimCounted = "aim.counted",
    /// trong số đó: right behind a figure, those that were told before it.
    AimThose = "aim.those",
    /// của năm trước: the figure before it was so at another time.
    AimOfPast = "aim.of_past",
    /// chưa đạt, không đạt: the share of a plan behind it was missed.
    AimMissed = "aim.missed",
    /// lần lượt, tương ứng: each figure behind it is of one of those told before.
    AimRespective = "aim.respective",
    /// kiểm điểm: whom it is done to is called to account.
    AimAccount = "aim.account",

    /// và, cùng.
    And = "and",

    /// ban chấp hành đoàn, đại hội đoàn: of the Youth Union, so that secretaries elected after it are its own.
    BodyUnion = "body.union",
    /// tỉnh đoàn, chi đoàn: an organization of the Youth Union, whose secretary is its own.
    BodyYouth = "body.youth",
    /// tỉnh đoàn: the same of a province, whose name may follow.
    BodyYouthProvince = "body.youth_province",
    /// Bodies that are no Party organization: Hội đồng nhân dân, Quốc hội, Đoàn, Công đoàn.
    BodyOther = "body.other",
    /// Words that stand for the Party as a whole: Trung ương, của Đảng.
    BodyParty = "body.party",
    /// Trung ương, whose plenums have numbers: "Trung ương 4 khóa XII".
    BodyCentral = "body.central",
    /// bộ chính trị, quốc hội: a body of the whole country; what it does where it meets is not of that place.
    BodyNational = "body.national",

    /// Verbs that end the noun phrase that a figure counts: hoàn thành, đạt, được, có.
    ClauseVerb = "clause.verb",

    /// so với, kế hoạch, vượt: a share measured against something may pass 100.
    Comparison = "comparison",

    /// đại hội.
    Congress = "congress",
    /// lần thứ, lần.
    CongressOrdinal = "congress.ordinal",
    /// thứ, before a Roman numeral.
    CongressOrdinalBare = "congress.ordinal_bare",
    /// khóa.
    CongressTenure = "congress.tenure",
    /// ban hành: whoever issues a resolution is no congress.
    CongressIssued = "congress.issued",
    /// về: the subject of a plenum's resolution follows.
    CongressAbout = "congress.about",
    /// Viêng Chăn: a place of another country.
    CongressAbroad = "congress.abroad",
    /// toàn quốc, của Đảng: the whole Party's.
    CongressNational = "congress.national",
    /// đại hội Đảng: a congress of the Party, of one level or all.
    CongressParty = "congress.party",
    /// Congresses of unions, associations, assemblies: not the Party's.
    CongressNot = "congress.not",
    /// hội nghị, kỳ họp: numbered, and no congress.
    CongressMeeting = "congress.meeting",
    /// diễn ra, tổ chức, khai mạc.
    CongressHeld = "congress.held",

    /// là, lên, còn: before a figure that its label stands before.
    Copula = "copula",

    /// cùng: joins somebody to all whom an organization has.
    CountTogether = "count.together",
    /// tăng, giảm: the figure after it is a difference.
    CountDifference = "count.difference",
    /// ít hơn, nhiều hơn: a time or another number that the figure is a difference to may stand between.
    CountCompares = "count.compares",
    /// mỗi chi bộ, bình quân mỗi.
    CountAverage = "count.average",
    /// tổng số, số: what is counted follows, and then the figure.
    CountLabel = "count.label",
    /// tuổi Đảng: behind years, they are a Party badge's.
    CountPartyAge = "count.party_age",
    /// trao, tặng, nhận: badges before it or behind it change hands.
    CountGiven = "count.given",
    /// thu hồi, cấp lại, đổi: badges behind it were given before.
    CountTakenBack = "count.taken_back",
    /// ông, bà, cụ: one person.
    CountElder = "count.elder",
    /// số phiếu, tín nhiệm: figures behind it are votes.
    CountVotes = "count.votes",
    /// học sinh, công nhân, nữ: what those just admitted may be.
    CountEntrant = "count.entrant",
    /// không, chưa, cần, về: what stands behind it was not done to those that a heading names.
    CountUndone = "count.undone",
    /// con số này: what was counted before.
    CountAgain = "count.again",
    /// đối với, của: the figure after it is of something spoken about.
    CountTopic = "count.topic",
    /// diện, đối tượng: before a deed, whom it is done to.
    CountScope = "count.scope",
    /// so với chỉ tiêu: the plan's own figure may follow.
    CountComparedPlan = "count.compared_plan",
    /// ủy ban kiểm tra các cấp: who acts between "được" and what is done.
    CountAgent = "count.agent",
    /// để: what is done to those who are chosen for it.
    CountPurpose = "count.purpose",
    /// dự đại hội, về dự: opens a clause that counts who attended.
    CountAttending = "count.attending",
    /// bình quân, trung bình: over years or over organizations, which the words beside it tell.
    CountMean = "count.mean",
    /// nghị quyết, kế hoạch: names the plan whose figure brackets give.
    CountPlanName = "count.plan_name",
    /// mỗi năm, bình quân mỗi năm: an average over years is a count of its period.
    CountYearly = "count.yearly",
    /// Every year, before what is done in it: `năm nào`.
    CountRepeated = "count.repeated",
    /// What is only hoped for behind it: `mong`, `xin`.
    CountHoped = "count.hoped",
    /// dẫn đầu là, nhiều nhất là: examples of what was just counted, with their figures.
    CountLeading = "count.leading",
    /// đông: many of those that follow.
    CountCrowd = "count.crowd",
    /// đông nhất là, lớn nhất là: what follows has most members, whatever was told before of some.
    CountLargest = "count.largest",
    /// lần lượt, con số tương ứng: figures follow, one for each of those just named.
    CountRespective = "count.respective",
    /// mốc, thời điểm: opens words that say when so many there were.
    CountWhen = "count.when",
    /// sau khi nhận: organizations right behind it came from another.
    CountTaken = "count.taken",
    /// vừa đủ: as many as a rule asks for, and they are there.
    CountReached = "count.reached",
    /// thì, được lập: what a rule says of those of whom there are so many.
    CountRule = "count.rule",
    /// đó là, đây là: what the figure before it is, or who has so many.
    CountThatIs = "count.that_is",
    /// được, đã được: so much of the plan just named was carried out.
    CountGot = "count.got",
    /// chi ủy, đảng ủy: a committee, not a body of members.
    CountCommittee = "count.committee",
    /// chi bộ, đảng bộ: a body of members, not a committee.
    CountBody = "count.body",
    /// đã, mới: it was done, not only aimed for.
    CountDone = "count.done",
    /// thì, thì có: so many of those just counted.
    CountThen = "count.then",
    /// nơi có: what follows is said of the organization named last.
    CountWhere = "count.where",
    /// hiện, hiện có: so many there are now.
    CountNow = "count.now",
    /// có, quản lý: a level before it is the subject.
    CountHas = "count.has",
    /// cứ: the figures after it are a rate.
    CountRate = "count.rate",
    /// nhiều nhất, đảng viên nhất: what was done more of than elsewhere: "kết nạp nhiều đảng viên nhất với 17 đảng viên".
    CountMost = "count.most",
    /// tuy nhiên, nhưng: what is counted next is no part of what was counted before.
    CountContrast = "count.contrast",
    /// mà, nhưng: what follows is said of those who are there, and nothing was done to them.
    CountThough = "count.though",
    /// cộng cả, tổng cộng: at the start of a sentence, the figure sums up those of the sentence before.
    CountSum = "count.sum",
    /// con số đó: at the start of a sentence, what the figure of the sentence before counted.
    CountSame = "count.same",
    /// được thực hiện, được tiến hành: behind what is done, before where.
    CountCarriedOut = "count.carried_out",
    /// này, nói trên: of those spoken of before.
    CountThis = "count.this",
    /// so với: the figure after it is a whole that something is measured by.
    CountCompared = "count.compared",
    /// cụ thể: the figure after it, in brackets, is the exact one.
    CountExactly = "count.exactly",
    /// cả: before a numeral in words, those spoken of before.
    CountBoth = "count.both",
    /// một trong: one of so many.
    CountOneOf = "count.one_of",
    /// thành: so many came of what was merged or parted.
    CountBecome = "count.become",
    /// thành: what it has turned into follows.
    CountTurned = "count.turned",
    /// chuyển: what is done to what turns into another kind.
    CountTurning = "count.turning",
    /// cấp thẻ Đảng cho: cards are given to so many, whatever was done to those before.
    CountCard = "count.card",
    /// đã kết luận: ends an inspection of so many of those inspected.
    CountConcluded = "count.concluded",
    /// hoàn thành xuất sắc nhiệm vụ: earns an award.
    CountMerit = "count.merit",
    /// năm liền: so many years in which it was earned.
    CountInARow = "count.in_a_row",
    /// qua, sau khi: opens words that say on what occasion, and a comma ends them.
    CountOpener = "count.opener",
    /// về mặt hành chính: what is said here of persons is no matter of the Party's.
    CountAdministrative = "count.administrative",
    /// tổ chức, chia: before "thành", how many there are and not that they were set up.
    CountArranged = "count.arranged",
    /// khác: beside one spoken of before.
    CountBeside = "count.beside",
    /// đối với, xếp loại: at the start of a sentence, with what its figures count behind it.
    CountAbout = "count.about",
    /// thuộc, sinh hoạt tại: between persons and the organizations that they are from.
    CountFrom = "count.from",
    /// số còn lại: those of the ones spoken of who are not counted yet.
    CountRest = "count.rest",
    /// lớp, điểm cầu: where members come to learn or to hear.
    CountSession = "count.session",
    /// hoàn thành tốt nhiệm vụ: how members and Party organizations are rated at the year's end.
    CountRated = "count.rated",

    /// trung quốc, lào: a country, whose party's posts are none of ours.
    CountryForeign = "country.foreign",

    /// đi học, lớp: what one learns in; the years behind it are no term, and its cell is no lasting one.
    Course = "course",

    /// ngày.
    DateDay = "date.day",
    /// trước, từ: a day and its month may follow without "ngày".
    DateBare = "date.bare",
    /// tháng.
    DateMonth = "date.month",
    /// năm.
    DateYear = "date.year",
    /// sinh, mất, truy cập, so với: the date behind it is no period of what is told.
    DateOther = "date.other",
    /// trước: the date behind it is one by which something is to be done, and nothing else.
    DateBefore = "date.before",
    /// phương hướng, triển khai nhiệm vụ: the date behind it is that of a plan.
    DatePlanned = "date.planned",
    /// quyết định, quy định: the date behind it and its number is the document's own.
    DateDocument = "date.document",
    /// đầu, cuối, hết: stands between a word for when and the date.
    DateEdge = "date.edge",

    /// có, gồm, với: how many there are.
    DeedHave = "deed.have",
    /// kết nạp.
    DeedAdmit = "deed.admit",
    /// công nhận chính thức.
    DeedConfirm = "deed.confirm",
    /// thi hành kỷ luật, khiển trách, cảnh cáo.
    DeedDiscipline = "deed.discipline",
    /// khai trừ, xóa tên.
    DeedRemove = "deed.remove",
    /// kiểm tra.
    DeedInspect = "deed.inspect",
    /// giám sát.
    DeedSupervise = "deed.supervise",
    /// khen thưởng, trao huy hiệu.
    DeedCommend = "deed.commend",
    /// chuyển giao, tiếp nhận.
    DeedTransfer = "deed.transfer",
    /// học tập, quán triệt.
    DeedAttend = "deed.attend",
    /// thành lập.
    DeedEstablish = "deed.establish",
    /// giải thể.
    DeedDissolve = "deed.dissolve",
    /// sáp nhập, hợp nhất.
    DeedMerge = "deed.merge",
    /// tổ chức đại hội.
    DeedHoldCongress = "deed.hold_congress",
    /// kết luận, phát hiện, củng cố.
    DeedOther = "deed.other",
    /// Holds a word of a deed and is none: khi có dấu hiệu vi phạm.
    DeedNot = "deed.not",
    /// đại diện cho: delegates stand for members, whatever they do.
    DeedRepresent = "deed.represent",
    /// đề nghị, phải thi hành: what is only proposed is no count.
    DeedProposed = "deed.proposed",
    /// huy hiệu Đảng: only members receive it.
    DeedBadge = "deed.badge",
    /// phải thi hành kỷ luật: done, unless the sentence says how many were.
    DeedRequired = "deed.required",
    /// đã thi hành.
    DeedDone = "deed.done",
    /// quyết định, xem xét: between who does something to members and what is done.
    DeedDecided = "deed.decided",
    /// triệu tập, tạo nguồn, thăm: neither has nor changes anything that is counted.
    DeedIdle = "deed.idle",
    /// cùng, kèm theo: what is counted after it shares the deed done to what was counted before.
    DeedJoint = "deed.joint",
    /// trao quyết định: does nothing to those who receive it, but tells of new members that they were admitted.
    DeedHandover = "deed.handover",

    /// nếu, giả sử: what is told next need not be.
    DenialSupposed = "denial.supposed",
    /// What opens a case that is put to somebody: "tình huống".
    DenialCase = "denial.case",
    /// tin đồn, thông tin: what somebody says is told next.
    DenialHearsay = "denial.hearsay",
    /// trước kia, năm ngoái: what is told after it was so at a time that has no date.
    DenialEarlier = "denial.earlier",
    /// luận điệu, lời, bác bỏ: what follows is of other words than those before it.
    DenialUtterance = "denial.utterance",
    /// là bịa đặt: what was said is contradicted.
    DenialUntrue = "denial.untrue",

    /// The line that starts with it is page furniture.
    FurnitureLine = "furniture.line",
    /// sửa mã nguồn: ends the links to edit a section of an encyclopedia, in square brackets.
    FurnitureEdit = "furniture.edit",
    /// From the line that starts with it on, short lines are page furniture.
    FurnitureRest = "furniture.rest",

    /// tổ chức cơ sở đảng: đảng bộ cơ sở and chi bộ cơ sở together.
    GrassrootsWhole = "grassroots.whole",
    /// đảng bộ cơ sở.
    GrassrootsCommittee = "grassroots.committee",
    /// chi bộ cơ sở.
    GrassrootsCell = "grassroots.cell",

    /// là, trong, thuộc: the words after a noun tell a part.
    GroupOpen = "group.open",
    /// nữ, dân tộc: tells a part, beside a bare figure.
    GroupWord = "group.word",
    /// nam, nữ: one of the two that all members are of.
    GroupSex = "group.sex",
    /// chính thức, dự bị: the same.
    GroupStanding = "group.standing",

    /// Thị, Văn: between two capitalized syllables they make a person's name of them.
    NameMiddle = "name.middle",

    /// chưa, không: what is named next was not done.
    Negation = "negation",

    /// đảng viên.
    NounMember = "noun.member",
    /// đồng chí, người: members only where the text says so.
    NounPerson = "noun.person",
    /// tổ chức cơ sở đảng, chi bộ …: a kind of Party organization that is counted.
    NounOrganization = "noun.organization",
    /// lượt.
    NounOccasion = "noun.occasion",
    /// Words after a counted organization that still name its kind.
    NounOrganizationTail = "noun.organization_tail",
    /// trực thuộc: still names the kind where an organization's name follows it.
    NounOrganizationUnder = "noun.organization_under",
    /// trong doanh nghiệp: where they are; a kind only of "tổ chức đảng", which names none itself.
    NounOrganizationWhere = "noun.organization_where",
    /// tổ chức: a Party organization after a deed of inspection.
    NounOrganizationShort = "noun.organization_short",
    /// nơi, đơn vị: an organization that was counted before, where it holds its congress.
    NounOrganizationPlace = "noun.organization_place",
    /// tổ chức đảng: any Party organization, as a counted kind.
    NounOrganizationAny = "noun.organization_any",
    /// sinh viên, cấp ủy viên: members only as a part of members counted before.
    NounPersonKind = "noun.person_kind",
    /// huy hiệu Đảng: with a figure before it, so many members received it.
    NounBadge = "noun.badge",
    /// đảng viên mới: they were admitted.
    NounMemberNew = "noun.member_new",
    /// tổ đảng: a group within a cell.
    NounOrganizationWithin = "noun.organization_within",
    /// trực thuộc Trung ương: organizations of the whole Party.
    NounOrganizationCentral = "noun.organization_central",
    /// giấy khen, quà: what is received is no Party badge.
    NounAward = "noun.award",
    /// những điều đảng viên không được làm: names members and counts none.
    NounNot = "noun.not",
    /// đồng chí bí thư chi bộ: members by their office.
    NounOfficer = "noun.officer",
    /// đoàn viên, hội viên: members of something else, unless admitted to the Party by name.
    NounOutsider = "noun.outsider",
    /// đồng chí: how the Party calls its members, and others where they meet.
    NounComrade = "noun.comrade",
    /// công chức: whom their office disciplines, not the Party.
    NounEmployee = "noun.employee",

    /// linh, lẻ: no tens stand between hundreds and units.
    NumeralZero = "numeral.zero",
    /// hằng năm, cuối năm: its last word is no numeral.
    NumeralNot = "numeral.not",

    /// phải, buộc phải: who stands before it has to undergo what is named next.
    Obliged = "obliged",

    /// của.
    Of = "of",

    /// giữ chức, làm, tái đắc cử: what follows is the post that somebody holds.
    OfficeAppoint = "office.appoint",
    /// là.
    OfficeIs = "office.is",
    /// thôi giữ chức, cách chức: what follows is a post that somebody held.
    OfficeCease = "office.cease",
    /// điều động, luân chuyển: the post held so far is left.
    OfficeMove = "office.move",
    /// điều động, luân chuyển: the same, whatever post is given.
    OfficeSent = "office.sent",
    /// trưởng đoàn, trưởng ban chỉ đạo: an office that somebody has beside the one held so far.
    OfficeBeside = "office.beside",
    /// giới thiệu, đề cử, quy hoạch: nobody holds the post yet.
    OfficeProposal = "office.proposal",
    /// chưa, tự xưng, muốn: whoever holds or takes the post behind the next verb does not.
    OfficeDenied = "office.denied",
    /// có thể, tự nhận: who is said to be one need not be.
    OfficeSupposed = "office.supposed",
    /// khuyết, chờ kiện toàn chức vụ: nobody holds the post behind it.
    OfficeVacant = "office.vacant",
    /// con trai, vợ: the person after it is not spoken of.
    OfficeKin = "office.kin",
    /// nào: no one in particular.
    OfficeAnyone = "office.anyone",
    /// thay, kế nhiệm: who follows held the post before.
    OfficeReplace = "office.replace",
    /// thay, thay cho: in somebody's place, for good or for once.
    OfficeInstead = "office.instead",
    /// ký, phát biểu: what may be done in somebody's place, who keeps his post.
    OfficeDoneFor = "office.done_for",
    /// người tiền nhiệm: a noun for who held the post before.
    OfficePredecessor = "office.predecessor",
    /// này, ấy, đó: behind a verb of offices, the post that was told before.
    OfficeThis = "office.this",
    /// tái đắc cử, trúng cử: with nothing behind it, to the post that was told before.
    OfficeElected = "office.elected",
    /// tiểu sử, tóm tắt quá trình công tác: heads the story of the life of whom it names.
    OfficeBiography = "office.biography",
    /// được: who gives the office follows, then the verb.
    OfficePassive = "office.passive",
    /// đã, sẽ, được, vừa: between a subject and its verb.
    OfficeTense = "office.tense",
    /// sang, về: the organization after it is where somebody is sent.
    OfficeDestination = "office.destination",
    /// người kế nhiệm là, thay ông là: who is named next has the post of the one before.
    OfficeSuccessor = "office.successor",
    /// gồm: the holders follow.
    OfficeList = "office.list",
    /// lần lượt: holders and posts go pair by pair.
    OfficeInTurn = "office.in_turn",
    /// do: the holder follows.
    OfficeBy = "office.by",
    /// với cương vị, khi, trong thời gian: tells in which office the one acted whom the clause names after it.
    OfficeCapacity = "office.capacity",
    /// mô hình, vấn đề: the posts combined behind it are an arrangement, nobody's.
    OfficeMatter = "office.matter",
    /// ở, tại: opens a sentence with the place of what it tells.
    OfficePlace = "office.place",
    /// trợ lý, thư ký: who serves the holder of the post after it.
    OfficeAide = "office.aide",
    /// ảnh, đồ họa: whose work a picture is stands behind its colon.
    OfficeCredit = "office.credit",
    /// tỉnh trưởng, đô trưởng: an office that other countries have.
    OfficeForeign = "office.foreign",
    /// với, đối với: the person concerned follows.
    OfficeTowards = "office.towards",
    /// từng, trước đó: the posts after it are held no more.
    OfficePast = "office.past",
    /// khi đó, cũ: the post before it is held no more.
    OfficeThen = "office.then",
    /// nghỉ hưu, từ trần: whoever is said to do so holds no post any more.
    OfficeEnd = "office.end",
    /// rồi, sau đó: the office behind it came after the one before it.
    OfficeNext = "office.next",
    /// kiêm, rồi, đồng thời: joins posts of one person.
    OfficeLink = "office.link",
    /// bầu, chỉ định, các chức danh: with nobody named and no date before it, of no one in particular.
    OfficeGiven = "office.given",
    /// đến nay: the stretch of a career that it ends goes on.
    OfficeNow = "office.now",
    /// hiện, nay là: the post after it is held today, whatever was told before.
    OfficePresent = "office.present",
    /// khóa, nhiệm kỳ, tuổi, từ tháng: words of an aside to a post or a name.
    OfficeAside = "office.aside",
    /// phát biểu, chủ trì, đã: a predicate starts, and what came before is over.
    OfficePredicate = "office.predicate",

    /// là, như, điển hình là: the organization after it is one of several, told of in its own sentence only.
    OrganizationExample = "organization.example",
    /// dẫn đầu, đông nhất: the organization before it is picked out of many.
    OrganizationLeads = "organization.leads",
    /// giao, đề ra: the organization before it sets a plan for others.
    OrganizationSetter = "organization.setter",
    /// đảng ủy: the committee of whatever has none by a name of its own.
    OrganizationBareCommittee = "organization.bare_committee",
    /// của, theo, do: the organization after it does not act.
    OrganizationOblique = "organization.oblique",
    /// vụ, phòng, đội: a part of the unit that is named with it.
    OrganizationPart = "organization.part",
    /// trường, bệnh viện: such a unit may bear a person's name.
    OrganizationNamesake = "organization.namesake",
    /// sinh viên, hưu trí: members of a unit, whose cell the unit's name tells apart.
    OrganizationGroup = "organization.group",
    /// khối các cơ quan và doanh nghiệp …: a block of a Party organization.
    OrganizationBlock = "organization.block",
    /// sở, công ty, trường, bệnh viện …: a unit that has a Party organization.
    OrganizationUnit = "organization.unit",
    /// đồn biên phòng: a unit of the forces that stands by itself, where nobody else meets.
    OrganizationPost = "organization.post",
    /// cấp: a school's grade is its number behind it.
    OrganizationGrade = "organization.grade",
    /// bộ quốc phòng, đài truyền hình việt nam: units whose name is complete.
    OrganizationProper = "organization.proper",
    /// Lower-case words inside the names of units.
    OrganizationWord = "organization.word",
    /// tổ chức, cán bộ, kê khai: words of such names only where they have a capital, Phòng Tổ chức.
    OrganizationCapital = "organization.capital",
    /// Those of them that say something else elsewhere (tổ chức, phát triển, may): they count with a capital, or while
    /// the name has none.
    OrganizationVerb = "organization.verb",
    /// việt nam: the last words of a national unit's name.
    OrganizationCountry = "organization.country",
    /// trung ương, after a block or a unit.
    OrganizationCentral = "organization.central",
    /// tại: the seat of a block of the centre follows.
    OrganizationSeat = "organization.seat",
    /// cơ sở, bộ phận: a kind of organization, before its name.
    OrganizationType = "organization.type",
    /// cấp, các cấp, cơ sở: what stands before it is a kind of organization, not one.
    OrganizationGeneric = "organization.generic",
    /// qua, đến, những: ends a name in a headline in capitals, where case tells nothing.
    OrganizationShoutedEnd = "organization.shouted_end",
    /// khu, phố, tổ: a small place, behind the word for a cell.
    OrganizationQuarter = "organization.quarter",
    /// số: the number of a small place follows.
    OrganizationSerial = "organization.serial",
    /// sở: a province has one of each.
    OrganizationDepartment = "organization.department",
    /// cơ quan, văn phòng, trung ương: a unit's own office, which has an organization beside the whole unit's.
    OrganizationOffice = "organization.office",
    /// các cấp: an organization of every level.
    OrganizationAllLevels = "organization.all_levels",
    /// Ban Chấp hành, Ban Thường vụ, cấp ủy.
    OrganizationCommittee = "organization.committee",
    /// ra đời: what an organization does that is founded, and no person does.
    OrganizationBorn = "organization.born",
    /// hợp nhất, sáp nhập: the organizations after it are gone.
    OrganizationPredecessor = "organization.predecessor",
    /// trưởng, ủy viên: the organization after it is somebody's, and does not act.
    OrganizationGuest = "organization.guest",
    /// viên: with the committee before it, a member's title.
    OrganizationMember = "organization.member",
    /// dự, đến dự: whose officers are named after it are guests.
    OrganizationAttendance = "organization.attendance",
    /// đại học, tổng công ty: what stands behind the name of a part and a dash.
    OrganizationWhole = "organization.whole",
    /// đầu tiên của: the place follows that had no organization before.
    OrganizationFirst = "organization.first",
    /// ghi nhận, lưu ý, chúc mừng: what a guest says to the host, whose organization is spoken of next.
    OrganizationHost = "organization.host",
    /// làm việc với, thăm: whose organization is named right behind is the host of the one before.
    OrganizationVisit = "organization.visit",
    /// không còn: what is not there is a kind, and no organization.
    OrganizationNone = "organization.none",
    /// tốt: "4 tốt" is no cell's number.
    OrganizationSlogan = "organization.slogan",
    /// nghị quyết, văn kiện: of the organization, or of its congress, that is named next.
    OrganizationDocument = "organization.document",
    /// nhà trường: a unit that is named elsewhere, by a word that is no name's beginning.
    OrganizationSameUnit = "organization.same_unit",
    /// thuộc, trực thuộc: the organization named next is the superior of the one named before.
    OrganizationBelongs = "organization.belongs",
    /// tiền thân của, nay là: the organization named before became the one named next.
    OrganizationForerunner = "organization.forerunner",
    /// của, thuộc: the organization named next is a superior or whole of what stands before.
    OrganizationSuperior = "organization.superior",

    /// trong đó: parts follow.
    PartOpen = "part.open",
    /// trong đó: what follows is a part and nothing else.
    PartStrict = "part.strict",
    /// trong số: a part of what is named next, in front of its figure.
    PartAmong = "part.among",
    /// trong số đó: part of what the figure or the sentence before counted.
    PartThose = "part.those",
    /// gồm: the parts of what was counted follow.
    PartList = "part.list",
    /// phân theo, cơ cấu: opens a list of the parts of what was counted before, and says what they are told apart by.
    PartBy = "part.by",
    /// trong: before a whole, of which a part is told next.
    PartOf = "part.of",

    /// Đảng, standing alone.
    Party = "party",
    /// What makes a party a foreign one: Lào, Trung Quốc, Cuba.
    PartyForeign = "party.foreign",
    /// The full name of a party of another country.
    PartyForeignName = "party.foreign_name",
    /// sinh hoạt đảng: within a deed, it is done to members only.
    PartyLife = "party.life",

    /// được, bị: what is named next acts upon what was named before.
    Passive = "passive",

    /// đồng chí, ông, bà: a name follows.
    PersonAddress = "person.address",
    /// cháu, bị cáo: somebody follows who may be named by initials.
    PersonUnnamed = "person.unnamed",
    /// Thượng tá, PGS.TS: a name follows.
    PersonRank = "person.rank",
    /// tên thật, tức: in brackets behind what somebody is called; the name follows.
    PersonAlias = "person.alias",
    /// văn, thị: after a family name, a person's middle name.
    PersonMiddle = "person.middle",
    /// thị, a, seo: a middle name that no place has; what stands before it is a family name, whichever.
    PersonTellingMiddle = "person.telling_middle",
    /// Trường Chinh: a name without a family name.
    PersonPenName = "person.pen_name",
    /// nguyễn, trần, lê: family names that hardly any place starts with.
    PersonCommonSurname = "person.common_surname",
    /// đường, trường, tư tưởng: the name of a person after it names no person.
    PersonNamesake = "person.namesake",
    /// Võ Thị Sáu, Trần Hưng Đạo: the dead whose names wards and schools bear.
    PersonHonoured = "person.honoured",
    /// mất, từ trần: the date behind it is that of somebody's death.
    PersonDied = "person.died",

    /// Phrases whose comma ends no clause: trong sạch, vững mạnh.
    PhraseComma = "phrase.comma",

    /// tỉnh, thành phố, huyện …: a place of this level follows.
    PlaceLevel = "place.level",
    /// biên giới, đảo: what kind of place it is, between its level and its name.
    PlaceKind = "place.kind",
    /// mông, ê đê: whose villages they are, and no name of one.
    PlacePeople = "place.people",
    /// Names that are a place only after its level: Hồ Chí Minh.
    PlaceNeedsLevel = "place.needs_level",
    /// toàn, cả: the level after it is the territory as a whole.
    PlaceWhole = "place.whole",
    /// thượng hải, quảng đông: a place of another country, whose party's posts are none of ours.
    PlaceForeign = "place.foreign",
    /// tại, ở, riêng: the place after it is spoken of.
    PlaceLocative = "place.locative",
    /// đông, bắc: tells the parts of a place that was divided, at the end of their names.
    PlaceDirection = "place.direction",
    /// tại đây: the place that was just spoken of.
    PlaceHere = "place.here",
    /// A meeting that was just told of: `dịp này`.
    PlaceOccasion = "place.occasion",
    /// quê, quê quán: somebody's birthplace follows.
    PlaceOrigin = "place.origin",
    /// trong, thuộc: all of a kind within a place follow: "các cấp ủy trong tỉnh".
    PlaceWithin = "place.within",
    /// của ông, của chúng tôi: the level before it is the place spoken of.
    PlacePossessed = "place.possessed",
    /// còn, trái lại, tương tự: opens a sentence before the place that it speaks of.
    PlaceOpening = "place.opening",
    /// cả nước, toàn Đảng: what is counted is the whole Party's.
    PlaceNation = "place.nation",

    /// các, những, mỗi: the noun after it names no single thing.
    Plural = "plural",

    /// rưỡi: half of the scale before it besides.
    QuantityHalfMore = "quantity.half_more",
    /// gần, dưới, chưa đến.
    QuantityUnder = "quantity.under",
    /// hơn, trên, quá.
    QuantityOver = "quantity.over",
    /// khoảng, chừng, xấp xỉ, ước.
    QuantityAbout = "quantity.about",
    /// ít nhất, tối thiểu, không dưới.
    QuantityAtLeast = "quantity.at_least",
    /// không quá, tối đa.
    QuantityAtMost = "quantity.at_most",
    /// đúng, đủ: nothing is changed.
    QuantityExact = "quantity.exact",
    /// trở lên.
    QuantityOrMore = "quantity.or_more",
    /// trở xuống.
    QuantityOrLess = "quantity.or_less",
    /// từ, before the low end of a range.
    QuantityFrom = "quantity.from",
    /// đến, tới, before the high end of a range.
    QuantityTo = "quantity.to",
    /// phần trăm.
    QuantityPercent = "quantity.percent",
    /// Words before a number that make it a place in a row, a date, a document's number: no quantity.
    QuantityLabel = "quantity.label",
    /// trong số, tổng số: end like a label, but a quantity follows.
    QuantityNotLabel = "quantity.not_label",
    /// đầu nhiệm kỳ, hiện nay: when a change started, behind the figure that it started at.
    QuantityWhen = "quantity.when",
    /// tuổi: a figure before it describes the noun, it counts nothing.
    QuantityAttribute = "quantity.attribute",
    /// năm, người: what a figure is taken per.
    QuantityPer = "quantity.per",
    /// dưới, ít nhất: with "có", a rule of the charter.
    QuantityThreshold = "quantity.threshold",
    /// Before one small number or the next: `khoảng 1, 2 cuộc`.
    QuantityOrNext = "quantity.or_next",
    /// phần: the numeral after it parts a whole: một phần ba.
    QuantityFraction = "quantity.fraction",
    /// ngoài: where it opens a clause, "besides".
    QuantityBeside = "quantity.beside",
    /// lên, xuống: the figure before it, after "từ", is where a change starts.
    QuantityRise = "quantity.rise",
    /// thấp nhất: a floor in a plan, the least of several in a report.
    QuantityLowest = "quantity.lowest",

    /// tỷ lệ: starts like a scale.
    Rate = "rate",

    /// trên tổng số: joins a part to its whole.
    RatioJoint = "ratio.joint",
    /// trên, between two figures: the second is the whole.
    RatioOver = "ratio.over",

    /// Bí thư.
    RoleSecretary = "role.secretary",
    /// Phó Bí thư.
    RoleDeputy = "role.deputy",
    /// Phó Bí thư Thường trực.
    RoleStandingDeputy = "role.standing_deputy",
    /// Tổng Bí thư.
    RoleGeneral = "role.general",
    /// Contains "bí thư" but is no post of a Party organization: Bí thư Trung ương Đảng, Ban Bí thư, Bí thư Đoàn.
    RoleNotSecretary = "role.not_secretary",
    /// Bí thư Đoàn, Phó Bí thư Tỉnh đoàn: posts of the Youth Union.
    RoleYouth = "role.youth",
    /// thường trực, after a deputy secretary's post or its organization.
    RoleStanding = "role.standing",
    /// chuyên trách, phụ trách: stands between a post and its organization.
    RoleModifier = "role.modifier",

    /// cho hay, cho biết, báo cáo: who stands before it speaks.
    Saying = "saying",

    /// A dot after it ends no sentence: TP., T.Ư., PGS.TS.
    SentenceNoBreak = "sentence.no_break",

    /// cho biết, lưu ý: somebody says what follows.
    Speech = "speech",
    /// chúng tôi, tôi: whoever speaks, and the organization that he speaks for.
    SpeechSelf = "speech.self",
    /// theo, theo lời: who tells it follows.
    SpeechSource = "speech.source",
    /// trò chuyện với, phỏng vấn: whom the article asks.
    SpeechInterview = "speech.interview",
    /// Who asks for a newspaper: phóng viên. The unit behind it is what the person works for.
    SpeechReporter = "speech.reporter",

    /// phấn đấu, chỉ tiêu, đề ra: opens a plan.
    StancePlan = "stance.plan",
    /// yêu cầu, sẽ: opens a plan for its sentence, beside [`StancePlan`](Cue::StancePlan).
    StancePlanPassing = "stance.plan_passing",
    /// vì, bởi: the reason behind it is told, whatever was planned before it.
    StanceReason = "stance.reason",
    /// về, trên lĩnh vực: opens a paragraph about one of the areas of a plan or report.
    StanceArea = "stance.area",
    /// về kinh tế: a heading of one of the areas of a plan or report.
    StanceAreaTitle = "stance.area_title",
    /// tỷ lệ, tốc độ tăng trưởng: a line of a plan may open so.
    StanceRate = "stance.rate",
    /// cơ cấu kinh tế: the label of shares that make up a whole.
    StanceStructure = "stance.structure",
    /// đó là, một là: a sentence that opens so goes on with the one before.
    StanceGoesOn = "stance.goes_on",
    /// chỉ tiêu, đề ra: opens a plan unless it is measured against one.
    StancePlanWeak = "stance.plan_weak",
    /// đến năm, năm: a plan where the year lies ahead.
    StancePlanYear = "stance.plan_year",
    /// đến hết năm, cuối năm: until when it is so, or is to be so.
    StancePlanYearEnd = "stance.plan_year_end",
    /// đến: a deadline where a year without its "năm" follows.
    StancePlanUntil = "stance.plan_until",
    /// năm, trong năm: a plan's or a report's as the year is ahead or behind.
    StanceYear = "stance.year",
    /// vượt chỉ tiêu, so với kế hoạch: mentions a plan, opens none.
    StanceReference = "stance.reference",
    /// đã, đạt được, năm qua: opens a report.
    StanceReport = "stance.report",
    /// về đích, trong quý: opens a report where no plan is open.
    StanceReportWeak = "stance.report_weak",
    /// phát biểu tại, dịp này: the text turns to something else.
    StanceNeutral = "stance.neutral",
    /// đáp ứng yêu cầu: holds a word of another stance and says nothing.
    StanceNone = "stance.none",
    /// kết nạp được: reports, unless it is the goal of a planned figure before it.
    StanceReportAble = "stance.report_able",
    /// kết quả kiểm tra: reports, unless it is an item of a plan's list.
    StanceReportOutcome = "stance.report_outcome",
    /// được: reports what came of the plan that its sentence names before it.
    StanceReportGot = "stance.report_got",
    /// biểu quyết, với: what follows only tells how many aims there are.
    StanceNumbers = "stance.numbers",
    /// là, giao, cả nhiệm kỳ: words between a plan's name and its own figure.
    StanceLabel = "stance.label",
    /// nghị quyết, đề án: documents that list aims behind a colon.
    StanceResolution = "stance.resolution",
    /// hiện: reports where it opens a segment.
    StanceReportOpening = "stance.report_opening",
    /// Documents that hold plans: nghị quyết, đề án, dự thảo văn kiện.
    StanceDocument = "stance.document",
    /// Verbs with which a document or a body sets a plan: ghi, nêu, thống nhất.
    StanceSets = "stance.sets",
    /// xác định, quyết nghị: verbs whose colon opens a list of aims, whoever sets them; beside [`StanceSets`](Cue::StanceSets).
    StanceResolves = "stance.resolves",
    /// việc, nhiệm vụ: what such a verb sets, behind its number and before the colon of its list.
    StanceTask = "stance.task",
    /// phải, cần: opens a plan for its sentence where a figure is to be reached.
    StanceDue = "stance.due",
    /// nhắc, lưu ý, giao: the same where somebody is asked for it.
    StanceAsk = "stance.ask",
    /// bảo đảm, nâng, hoàn thành: verbs of reaching what is demanded.
    StanceAttain = "stance.attain",
    /// nhiệm vụ, giải pháp: a heading that starts so is of plans.
    StanceHeading = "stance.heading",
    /// bên cạnh việc, để: opens a stretch that its main clause follows, and that is planned if that is.
    StanceLead = "stance.lead",
    /// về đích, khó hoàn thành: right behind a mention of aims, how they fare: a report.
    StanceFares = "stance.fares",
    /// hoàn thành vượt mức, theo đúng: governs aims that were set before, and tells that they were carried out.
    StanceCarries = "stance.carries",
    /// đã, cơ bản, đã lãnh đạo: before a verb of carrying out, by whom it is told right before.
    StanceWholly = "stance.wholly",
    /// tỷ lệ này là: reports of what was named, unless a plan of its sentence does.
    StanceReportSame = "stance.report_same",
    /// nhưng, thì, trong khi: what is said before it and behind it may be a plan and what came of it.
    StanceTurn = "stance.turn",
    /// dù, mặc dù: a plan that is named only for what came of it.
    StanceConcession = "stance.concession",
    /// tính từ, dự báo: a span is looked back on, or ahead, whose end is no deadline.
    StanceSpan = "stance.span",
    /// so với, cao hơn: what is named next is what something is measured by, and tells no stance.
    StanceBase = "stance.base",
    /// vượt, cao hơn, chưa đạt: what opens so measures something by the plan that it names.
    StanceMeasure = "stance.measure",

    /// chính phủ, bộ trưởng: who plans for the State.
    StateBody = "state.body",

    /// nguyên, cố, cựu.
    StatusFormer = "status.former",
    /// quyền.
    StatusActing = "status.acting",

    /// nhất: what is named after it is only what something stands out in.
    Superlative = "superlative",

    /// chỉ tiêu, nội dung: heads the column of a table that says what its figures are of.
    TableLabel = "table.label",
    /// mức, cần đạt: heads a column of a plan's figures, beside the names of plans.
    TablePlan = "table.plan",
    /// đến nay, hết nhiệm kỳ: heads a column of what was done, beside the verbs that tell it.
    TableDone = "table.done",
    /// loại hình: the rows below are kinds of one organization's.
    TableKind = "table.kind",
    /// tỷ lệ, so với: heads a column that says how much of a plan was done.
    TableShare = "table.share",
    /// đơn vị tính: heads the column of the figures' units.
    TableUnit = "table.unit",

    /// nhiệm kỳ.
    Term = "term",
    /// lãnh đạo, cấp ủy: of the place named next, whose term it is.
    TermLeaders = "term.leaders",
    /// giai đoạn, năm học: years that are no term.
    TermPlanYears = "term.plan_years",

    /// trong, suốt, tính đến: the years or the date behind it tell when.
    TimeWithin = "time.within",
    /// đến nay: what started on the date before goes on.
    TimeToNow = "time.to_now",
    /// hiện có, nhiệm kỳ này, khi thành lập: when, without a date.
    TimeUndated = "time.undated",
    /// năm qua, trong năm: the year that the article's review is of.
    TimeYear = "time.year",
    /// tổng kết: the year behind it is the one that the article reviews.
    TimeReview = "time.review",
    /// thực hiện, phát hiện: a word of time is part of it and tells nothing.
    TimeNone = "time.none",
    /// tháng đầu: so many months from the year's start.
    TimeFirstMonths = "time.first_months",
    /// tháng cuối: so many months before the year's end.
    TimeLastMonths = "time.last_months",
    /// quý: a quarter of the year.
    TimeQuarter = "time.quarter",

    /// chủ tịch, giám đốc, ủy viên: another office starts.
    TitleHead = "title.head",
    /// bộ trưởng: the ministry's name follows.
    TitleMinister = "title.minister",
    /// hội đồng quản trị: a body within a title that names no unit.
    TitleBody = "title.body",
    /// ủy ban nhân dân, hội đồng nhân dân: stands for its place, not for a unit of its own.
    TitleState = "title.state",

    /// về, sang: with an organization after it, where members went.
    TransferTo = "transfer.to",

    /// Words that a machine translation puts where Party news has none: Sư đoàn, Đồng bằng sông Hồng, tế bào.
    TranslationTell = "translation.tell",
}

/// Words of a set, 64 cues each.
const WORDS: usize = Cue::ALL.len().div_ceil(u64::BITS as usize);

/// A set of cues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct CueSet([u64; WORDS]);

impl CueSet {
    /// Every cue.
    pub(crate) const ALL: Self = Self::of(Cue::ALL);

    pub(super) fn insert(&mut self, cue: Cue) {
        *self = self.with(cue);
    }

    #[inline]
    pub(crate) fn has(&self, cue: Cue) -> bool {
        let at = cue as usize;
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    pub(crate) fn is_empty(self) -> bool {
        self.digest() == CueDigest::default()
    }

    /// The set of some cues.
    pub(crate) const fn of(cues: &[Cue]) -> Self {
        let mut set = Self([0; WORDS]);
        let mut index = 0;
        while index < cues.len() {
            set = set.with(cues[index]);
            index += 1;
        }
        set
    }

    /// The set and a cue.
    pub(crate) const fn with(mut self, cue: Cue) -> Self {
        let at = cue as usize;
        self.0[at / 64] |= 1 << (at % 64);
        self
    }

    /// The set without a cue.
    pub(crate) const fn without(mut self, cue: Cue) -> Self {
        let at = cue as usize;
        self.0[at / 64] &= !(1 << (at % 64));
        self
    }

    /// The set without the cues of another.
    pub(crate) fn minus(mut self, other: Self) -> Self {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own &= !others;
        }
        self
    }

    /// The cues of both sets.
    pub(crate) const fn union(mut self, other: Self) -> Self {
        let mut word = 0;
        while word < WORDS {
            self.0[word] |= other.0[word];
            word += 1;
        }
        self
    }

    /// Enters all cues of another set.
    #[inline]
    pub(crate) fn extend(&mut self, other: &Self) {
        for (own, others) in self.0.iter_mut().zip(&other.0) {
            *own |= others;
        }
    }

    /// Whether a cue is in both sets.
    #[inline]
    pub(crate) fn meets(&self, other: Self) -> bool {
        // All words at once, without a branch for each.
        let words = self.0.iter().zip(other.0);
        words.fold(0, |shared, (own, others)| shared | own & others) != 0
    }

    /// Its digest.
    #[inline]
    pub(crate) const fn digest(&self) -> CueDigest {
        let mut digest = [0; DIGEST_WORDS];
        let mut word = 0;
        while word < WORDS {
            digest[word % DIGEST_WORDS] |= self.0[word];
            word += 1;
        }
        CueDigest(digest)
    }
}

/// Words of a digest. With one, some eight cues share a bit, and every second look is in vain.
const DIGEST_WORDS: usize = 2;

/// A set of cues in few words, in which some cues share a bit: it tells for sure which cues are not in the set.
///
/// Rules ask nearly always in vain, and digests by token lie close together where the sets do not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CueDigest([u64; DIGEST_WORDS]);

impl CueDigest {
    /// Whether a cue may be in the set.
    #[inline(always)]
    pub(crate) fn may_have(self, cue: Cue) -> bool {
        let at = cue as usize;
        self.0[at / 64 % DIGEST_WORDS] >> (at % 64) & 1 == 1
    }

    /// Whether no cue is in the set.
    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        self.0.iter().fold(0, |any, word| any | word) == 0
    }

    /// Whether a cue may be in both sets.
    #[inline(always)]
    pub(crate) fn may_meet(self, other: Self) -> bool {
        let words = self.0.iter().zip(other.0);
        words.fold(0, |shared, (own, others)| shared | own & others) != 0
    }

    /// The digest of both sets together.
    #[must_use]
    #[inline(always)]
    pub(crate) fn union(mut self, other: Self) -> Self {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own |= others;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Cue, CueSet};

    #[test]
    fn names_round_trip_and_fit_the_set() {
        for cue in Cue::ALL {
            assert_eq!(Cue::from_name(cue.name()), Some(*cue));
            let mut set = CueSet::default();
            set.insert(*cue);
            assert!(set.has(*cue));
            assert_eq!(set, CueSet::of(&[*cue]));
            assert!(set.meets(CueSet::of(Cue::ALL)));
            assert!(!set.meets(CueSet::default()));
        }
    }

    #[test]
    fn an_identifier_is_the_name_in_camel_case() {
        let camel = |part: &str| {
            let (first, rest) = part.split_at(1);
            first.to_ascii_uppercase() + rest
        };
        for cue in Cue::ALL {
            let name: String = cue.name().split(['.', '_']).map(camel).collect();
            assert_eq!(format!("{cue:?}"), name);
        }
    }

    #[test]
    fn a_digest_denies_no_cue_that_a_set_has() {
        let all = CueSet::ALL.digest();
        for pair in Cue::ALL.windows(2) {
            let digest = CueSet::of(pair).digest();
            for cue in pair {
                let alone = CueSet::of(&[*cue]).digest();
                assert!(digest.may_have(*cue) && all.may_have(*cue));
                assert!(digest.may_meet(alone));
                assert_eq!(digest.union(alone), digest);
                assert!(!CueSet::default().digest().may_have(*cue));
            }
            // Neighbours never share a bit.
            assert!(!CueSet::of(&pair[..1]).digest().may_have(pair[1]));
        }
    }
}
