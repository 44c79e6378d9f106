//! Posts of Party secretaries: the phrase that names one, with its status and its organization.
//!
//! Enters: a scene and a token. Leaves: [`Post`]. Who holds it is not known here.

use crate::fact::{Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HEAD_WORDS, HeadKind};
use crate::mention::organization::{self, OrganizationMention};
use crate::mention::quantity::QuantityMention;
use crate::mention::{person, territory};
use crate::record::{Role, Status};
use crate::text::{Gap, TokenRange};

/// Which organization a post's own words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PostOrganization {
    /// None: `Bí thư`.
    None,
    /// The mention of this index: `Bí thư Tỉnh ủy`.
    Mention(usize),
    /// One without a head: `Bí thư huyện Mỹ Đức`.
    Headless(OrganizationMention),
}

/// The words with which a post can open: a status or a role.
pub(super) const OPENING: CueSet = CueSet::of(&[
    Cue::StatusFormer,
    Cue::StatusActing,
    Cue::RoleGeneral,
    Cue::RoleStandingDeputy,
    Cue::RoleDeputy,
    Cue::RoleSecretary,
]);

/// A secretary's post named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    /// From the status word to the end of the organization.
    pub tokens: TokenRange,
    /// The role's own words.
    pub role_tokens: TokenRange,
    pub role: Role,
    pub status: Status,
    pub organization: PostOrganization,
    /// Syllables that end the organization's name and could be a person's name: `phường Trần Văn Nam`.
    pub doubtful_name: Option<TokenRange>,
}

impl Post {
    /// The post whose status word or role starts at a token.
    pub(crate) fn at(scene: &Scene<'_>, at: usize) -> Option<Self> {
        if !scene.starts_any(at, OPENING) {
            return None;
        }
        let (status, role_start) = status_at(scene, at);
        let (role, role_end) = role_at(scene, role_start)?;
        let mut post = Self {
            tokens: at..role_end,
            role_tokens: role_start..role_end,
            role,
            status,
            organization: PostOrganization::None,
            doubtful_name: None,
        };
        post.take_modifiers(scene);
        post.take_organization(scene);
        post.take_modifiers(scene);
        let is_nobody = is_counted(scene, at) && !post.is_told_of(scene);
        (!is_nobody && !post.is_of_secretariat(scene)).then_some(post)
    }

    /// The organization that the post's words name.
    pub(super) fn mention<'m>(&'m self, scene: &'m Scene<'_>) -> Option<&'m OrganizationMention> {
        match &self.organization {
            PostOrganization::None => None,
            PostOrganization::Mention(index) => scene.mentions.organizations.get(*index),
            PostOrganization::Headless(mention) => Some(mention),
        }
    }

    /// Whether the post's words leave open which organization it is: `Bí thư`, `Bí thư Đảng ủy`, `Bí thư Chi bộ`.
    pub(super) fn is_bare(&self, scene: &Scene<'_>) -> bool {
        self.mention(scene).is_none_or(|mention| {
            !mention.is_named && !mention.has_unit && mention.level.is_none() && !mention.is_generic
        })
    }

    /// The owner that the post's words name.
    pub(super) fn owner(&self) -> Option<Owner> {
        match &self.organization {
            PostOrganization::None => None,
            PostOrganization::Mention(index) => Some(Owner::Mention(*index)),
            PostOrganization::Headless(mention) => Some(Owner::Read(Box::new(mention.clone()))),
        }
    }

    /// The same post of an organization that was read in full later.
    pub(super) fn of(&self, mention: OrganizationMention) -> Self {
        Self {
            tokens: self.tokens.start..mention.tokens.end,
            organization: PostOrganization::Headless(mention),
            doubtful_name: None,
            ..self.clone()
        }
    }

    /// Gives the doubtful syllables back: they are the holder's name, not the organization's.
    pub(super) fn without_doubtful_name(&self, scene: &Scene<'_>) -> Self {
        let Some(name) = self.doubtful_name.clone() else {
            return self.clone();
        };
        let shorter = self
            .mention(scene)
            .map(|mention| without_last_words(mention, &name));
        let organization = shorter.map_or(PostOrganization::None, PostOrganization::Headless);
        Self {
            tokens: self.tokens.start..name.start,
            organization,
            doubtful_name: None,
            ..self.clone()
        }
    }

    /// `Phó Bí thư (Thường trực)`, `Phó Bí thư chuyên trách`, `Phó Bí thư Tỉnh ủy Thường trực`
    fn take_modifiers(&mut self, scene: &Scene<'_>) {
        loop {
            let at = self.tokens.end;
            if !scene
                .reading
                .tokens
                .get(at)
                .is_some_and(|token| token.is_mark(b'(') || scene.reading.is_spaced(at))
            {
                return;
            }
            if self.role == Role::DeputySecretary
                && let Some(end) = scene.cue_at(at, Cue::RoleStanding)
            {
                self.role = Role::StandingDeputySecretary;
                self.tokens.end = end;
            } else if let Some(end) = scene.cue_at(at, Cue::RoleModifier) {
                self.tokens.end = end;
            } else {
                return;
            }
        }
    }

    fn take_organization(&mut self, scene: &Scene<'_>) {
        let at = self.tokens.end;
        let is_adjacent = scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|_| scene.reading.is_spaced(at));
        if !is_adjacent || scene.cue_at(at, Cue::PersonPenName).is_some() {
            return;
        }
        if let Some((index, mention)) = scene.organization_at(at) {
            self.organization = PostOrganization::Mention(index);
            self.tokens.end = mention.tokens.end;
            self.doubtful_name = doubtful_name(scene, mention);
        } else if let Some(mention) =
            organization::organization_after_role(scene.reading, scene.knowledge, at)
            && (mention.level.is_some() || mention.has_unit)
            && (is_place(scene, at)
                || person::person_at(scene.reading, scene.knowledge, at).is_none())
        {
            self.tokens.end = mention.tokens.end;
            self.doubtful_name = doubtful_name(scene, &mention);
            self.organization = PostOrganization::Headless(mention);
        }
    }

    /// `3 nguyên bí thư: …`, `02 phó bí thư là đồng chí …`, `1 bí thư chi bộ Nguyễn Văn An`: whether a status stands with it or its holders
    /// follow.
    fn is_told_of(&self, scene: &Scene<'_>) -> bool {
        let end = self.tokens.end;
        let next = scene.reading.tokens.get(end);
        self.status != Status::Current
            || self.doubtful_name.is_some()
            || next.is_some_and(|next| next.is_mark(b':') || next.is_mark(b'('))
            || scene.cue_at(end, Cue::Copula).is_some()
            || scene.cue_at(end, Cue::OfficeIs).is_some()
            || scene.cue_at(end, Cue::NounComrade).is_some()
            || person::person_at(scene.reading, scene.knowledge, end).is_some()
    }

    /// A secretary of the Central Committee is a member of the Secretariat.
    fn is_of_secretariat(&self, scene: &Scene<'_>) -> bool {
        let is_national = self
            .mention(scene)
            .is_some_and(|mention| mention.kind == HeadKind::National);
        is_national && self.role != Role::GeneralSecretary
    }
}

/// `52 chi bộ, 6 bí thư chi bộ`: whether a figure right before a role tells how many of them there are.
fn is_counted(scene: &Scene<'_>, at: usize) -> bool {
    let tokens = &scene.reading.tokens;
    // "6 phó bí thư" are no "bí thư" either.
    let deputy = at.checked_sub(1);
    let deputy = deputy.filter(|&deputy| scene.cue_at(deputy, Cue::RoleDeputy) > Some(at));
    let at = deputy.unwrap_or(at);
    let Some(number) = at.checked_sub(1).filter(|_| !tokens[at].is_capitalized()) else {
        return false;
    };
    let counts = |figure: &QuantityMention| figure.tokens.end == at && !figure.in_words;
    // "4 bí thư" that opens its line may be a row's number, "tổ dân phố 4" a place's.
    let is_own = number > 0 && tokens[number].gap < Gap::Line;
    is_own
        && tokens[number].is_number()
        && tokens[at].gap < Gap::Line
        && scene.mentions.territory_over(number).is_none()
        && scene.cue_before(number, Cue::PlaceLevel).is_none()
        && scene.mentions.organization_over(number).is_none()
        && (scene.mentions.quantities_in(number..at).last()).is_some_and(counts)
}

/// The status that the word before a role gives, and where the role starts.
fn status_at(scene: &Scene<'_>, at: usize) -> (Status, usize) {
    if let Some(end) = scene.cue_at(at, Cue::StatusFormer) {
        return (
            Status::Former,
            scene.cue_at(end, Cue::OfficeIs).unwrap_or(end),
        );
    }
    match scene.cue_at(at, Cue::StatusActing) {
        Some(end) => (Status::Acting, end),
        None => (Status::Current, at),
    }
}

/// The role whose words start at a token; a longer phrase that is no secretary's post takes precedence, unless a longer
/// name of an organization starts within it.
fn role_at(scene: &Scene<'_>, at: usize) -> Option<(Role, usize)> {
    const ROLES: [(Cue, Role); 4] = [
        (Cue::RoleGeneral, Role::GeneralSecretary),
        (Cue::RoleStandingDeputy, Role::StandingDeputySecretary),
        (Cue::RoleDeputy, Role::DeputySecretary),
        (Cue::RoleSecretary, Role::Secretary),
    ];
    let (role, end) = ROLES
        .iter()
        .find_map(|(cue, role)| scene.cue_at(at, *cue).map(|end| (*role, end)))?;
    if let Some(other) = scene
        .cue_at(at, Cue::RoleNotSecretary)
        .max(scene.cue_at(at, Cue::RoleYouth))
    {
        // "Bí thư Ban cán sự Đoàn": the Union's, whatever its name goes on with.
        let names_more = scene.organization_at(end).is_some_and(|(_, mention)| {
            mention.tokens.end > other && mention.kind != HeadKind::Caucus
        });
        if other > end && !names_more {
            return None;
        }
    }
    let is_part_of_body = at > 0
        && (at.saturating_sub(3)..at).any(|start| {
            scene
                .cue_at(start, Cue::RoleNotSecretary)
                .is_some_and(|other| other >= end)
        });
    (!is_part_of_body).then_some((role, end))
}

/// An organization whose name goes on with words that look like a person's.
pub(super) fn with_name(
    scene: &Scene<'_>,
    mention: &OrganizationMention,
    name: &TokenRange,
) -> OrganizationMention {
    let words = scene.reading.words(name.clone());
    OrganizationMention {
        tokens: mention.tokens.start..name.end,
        name: format!("{} {words}", mention.name),
        is_named: true,
        place: Some(words),
        open_level: None,
        ..mention.clone()
    }
}

/// An organization without the words that turned out to be somebody's name.
pub(super) fn without_last_words(
    mention: &OrganizationMention,
    name: &TokenRange,
) -> OrganizationMention {
    let words: Vec<&str> = mention.name.split(' ').collect();
    let left = words.len().saturating_sub(name.len());
    OrganizationMention {
        tokens: mention.tokens.start..name.start,
        name: words[..left].join(" "),
        is_named: false,
        // "Đảng ủy Đoàn Khắc A": the family name was taken for a unit.
        has_unit: mention.has_unit && left > HEAD_WORDS,
        place: None,
        open_level: mention.level,
        ..mention.clone()
    }
}

/// The last syllables of an organization's name, where they could name a person.
fn doubtful_name(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<TokenRange> {
    const LEAST_SYLLABLES: usize = 3;
    let end = mention.tokens.end;
    let start = end
        .checked_sub(LEAST_SYLLABLES + 1)
        .unwrap_or(mention.tokens.start)
        .max(mention.tokens.start + 1);
    (start..=end.checked_sub(LEAST_SYLLABLES - 1)?)
        .filter(|&at| at + LEAST_SYLLABLES <= end || person::opens_highland(scene.reading, at))
        .find(|&at| {
            person::name_end(scene.reading, scene.knowledge, at) == Some(end)
                && !is_place(scene, at)
                && scene.cue_at(at, Cue::PersonHonoured).is_none()
        })
        .map(|at| at..end)
}

fn is_place(scene: &Scene<'_>, at: usize) -> bool {
    let (reading, knowledge) = (scene.reading, scene.knowledge);
    territory::province_at(reading, at).is_some()
        || territory::known_district_end(reading, knowledge, at).is_some()
}
