//! Why a candidate came to nothing: the reasons that rules note and `explain` tells, each by a code and in a sentence.

use crate::code::codes;

codes! {
    /// Why a candidate came to nothing.
    pub(crate) enum Reason,
    /// The same in plain words.
    fn sentence -> &'static str {
        Aim = "aim" => "it is aimed for, not reached",
        ShareColumn = "share-column" => "its row or column gives percentages",
        Difference = "difference" => "how many more or fewer, not how many",
        PlanFigure = "plan-figure" => "so many were planned",
        Zero = "zero" => "there are none of them",
        SpokenOf = "spoken-of" => "those spoken of before, summed up in words",
        NumberOfName = "number-of-name" => "the number that a cell is called by",
        NumberOfRow = "number-of-row" => "the number of a line",
        NamedBefore = "named-before" => "those named before, summed up in words",
        OneOfSome = "one-of-some" => "one of them is meant, not all of them",
        Average = "average" => "an average or a rate",
        Fraction = "fraction" => "a fraction of however many there are",
        SizeOfEach = "size-of-each" => "the size of each of those counted before it",
        YearsOfBadge = "years-of-badge" => "the years that a badge is given for",
        Delegates = "delegates" => "delegates, who stand for others",
        Foremost = "foremost" => "those at the top or bottom of however many there are",
        Mixed = "mixed" => "members and organizations counted together",
        NothingOfParty = "nothing-of-party" => "no words say that members or Party organizations are counted",
        Destination = "destination" => "a destination, not something counted",
        LeftOfMerged = "left-of-merged" => "what is left of those merged before it",
        Places = "places" => "places are counted",
        BadgesNotGiven = "badges-not-given" => "badges that nobody is said to receive",
        OwnBadges = "own-badges" => "the badges of one member",
        HopedFor = "hoped-for" => "what they are to do, not what they did",
        Day = "day" => "a day and a month, not a ratio",
        Topic = "topic" => "a story or a topic: they are spoken of, not counted",
        OfficeDiscipline = "office-discipline" => "disciplined by their office, not by the Party",
        OnCommittee = "on-committee" => "those on the committee just counted",
        NotSurelyMembers = "not-surely-members" => "persons of a kind who need not be members",
        Proposed = "proposed" => "it is proposed, not done",
        Occasions = "occasions" => "occasions are counted, not members",
        Threshold = "threshold" => "the threshold of a rule",
        PageFurniture = "page-furniture" => "it stands in page furniture",
        ForeignParty = "foreign-party" => "it speaks of another country's party",
        NoOwner = "no-owner" => "no Party organization is known to own it",
        Supposed = "supposed" => "it is only supposed",
        NotDone = "not-done" => "it was not done",
        Untrue = "untrue" => "it is told as untrue",
    }
}
