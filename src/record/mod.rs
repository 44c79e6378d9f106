//! The output types and nothing else: what is published, in the order it is written.
//!
//! Enters: nothing. Leaves: [`Record`] and its parts, which serialize to the JSON of the `dangbo.record/1` contract.
//! Nothing outside this module derives `Serialize` for a part of a record, so that a change of output is a visible diff here.
//! All offsets are half-open and count Unicode code points.

pub use crate::article::Field;
use crate::article::WarningCode;
use crate::code::codes;
use crate::date::Date;
use serde::Serialize;

/// The contract's name and version, first field of every record.
pub const SCHEMA: &str = "dangbo.record/1";

/// The contract as JSON Schema 2020-12; a test holds every record of the corpus to it.
pub const JSON_SCHEMA: &str = include_str!("schema.json");

/// One article's record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    pub schema: &'static str,
    pub document: Document,
    pub abbreviations: Vec<Abbreviation>,
    pub facts: Vec<Fact>,
}

/// The article that a record is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Stable: the same lead and text give the same id, whatever their path.
    pub id: String,
    pub source: String,
    pub url: Option<String>,
    pub title: Option<String>,
    /// `YYYY-MM-DD`.
    pub published: Option<String>,
    pub author: Option<String>,
    pub site: Option<String>,
    /// Province or city that the article is about, by its dictionary name.
    pub place: Option<String>,
    /// Length of the text in code points, without title and lead.
    pub chars: usize,
    pub duplicate_of: Option<String>,
    pub warnings: Vec<Warning>,
    /// Where `published` was read: `json-ld: …`, `meta: …`, `time: …`, `page: …` or `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<String>,
    /// ISO 639 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warc: Option<Warc>,
    /// RFC 3339, as the crawler noted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// Of a page that is looked at again and again: the how-manieth text it has, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The id of the document that the page showed before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The lead (sapo), where it stands apart from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Where the answer of the server is kept that a document was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warc {
    pub file: String,
    /// In bytes: where the record begins in the file, or the gzip member that holds it.
    pub offset: u64,
    pub record_id: Option<String>,
}

/// A doubt about a document, with a stable code (the README lists them).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warning {
    pub code: WarningCode,
    pub message: String,
    /// In code points of the text; both 0 where the source, the title or the lead gives cause to it.
    pub start: usize,
    pub end: usize,
}

/// A short form found in the article and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Abbreviation {
    /// As written.
    pub form: String,
    /// In full, lower case save for proper names and "Đảng"; null where two readings stay possible.
    pub expansion: Option<String>,
    pub basis: AbbreviationBasis,
    /// The readings that stay possible, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    pub spans: Vec<[usize; 2]>,
    /// Which field the spans point into, where it is not the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AbbreviationBasis {
    Defined,
    Dictionary,
    Context,
}

/// One fact with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    #[serde(flatten)]
    pub value: Value,
    pub organization: Option<Organization>,
    pub period: Option<Period>,
    pub evidence: Vec<Evidence>,
    /// `kind/rule`, the rule that produced it.
    pub rule: Rule,
    /// Consistency checks that this fact fails.
    pub checks: Vec<Check>,
}

codes! {
    /// The rule that read a fact, or let a candidate go, as records publish it: `kind/rule`. What each reads is told where it
    /// is written, in `fact/<kind>.rs`.
    pub enum Rule {
        /// The bare number of a congress: `Đại hội XIII`.
        BareCongress = "congress/bare",
        /// A congress by the number of its tenure: `Đại hội Đảng bộ tỉnh khóa XI`.
        CongressOfTenure = "congress/khoa",
        /// A congress by its ordinal: `lần thứ XIII`.
        NumberedCongress = "congress/numbered",
        /// A tenure that opens its sentence, as in a chronicle.
        OpeningTenure = "congress/opening_tenure",
        /// The tenure of a committee: `khóa XI`.
        Tenure = "congress/tenure",
        /// A figure that is no count, before it is known of which kind; no fact has it.
        Figure = "count/figure",
        /// What a count of members divides into.
        Breakdown = "member_count/breakdown",
        /// Members by their noun.
        Members = "member_count/noun",
        /// A part of the members before it.
        PartOfMembers = "member_count/part",
        /// Members who are called persons: `đồng chí`, `người`.
        MembersAsPersons = "member_count/person",
        /// The whole behind a part, in one figure: `95/100 đảng viên`.
        WholeOfMembers = "member_count/whole",
        /// Somebody comes to a post, as an event.
        Appointed = "officeholder/appointed",
        /// A post in which somebody acted: `Với vai trò bí thư, bà B …`.
        Capacity = "officeholder/capacity",
        /// A post of somebody's life, with its years.
        Career = "officeholder/career",
        /// Somebody leaves a post.
        Ceased = "officeholder/ceased",
        /// The post stands behind the name.
        NamePost = "officeholder/name-post",
        /// The post stands before the name, with a comma between.
        PostCommaName = "officeholder/post-comma-name",
        /// The post stands before the name.
        PostName = "officeholder/post-name",
        /// One post of several names.
        PostNames = "officeholder/post-names",
        /// Further titles stand between the post and the name.
        PostTitlesName = "officeholder/post-titles-name",
        /// Whom another came for.
        Predecessor = "officeholder/predecessor",
        /// A line of a roll of holders.
        Roll = "officeholder/roll",
        /// The signature of a document.
        Signature = "officeholder/signature",
        /// Who comes where another left.
        Successor = "officeholder/successor",
        /// A table of a person's page.
        HolderTable = "officeholder/table",
        /// Organizations by their noun.
        Organizations = "organization_count/noun",
        /// The whole behind a part, in one figure: `5/7 chi bộ`.
        WholeOfOrganizations = "organization_count/whole",
        /// A share of each of several places.
        ResultByPlace = "result/by_place",
        /// A result against another year's, or a plan's.
        ComparedResult = "result/comparison",
        /// The figure stands before what it is of.
        ResultFigureFirst = "result/figure_first",
        /// The figure stands behind what it is of.
        ResultFigureLast = "result/figure_last",
        /// The figure stands before what it is of.
        TargetFigureFirst = "target/figure_first",
        /// The figure stands behind what it is of.
        TargetFigureLast = "target/figure_last",
        /// Growth against another year.
        TargetGrowth = "target/growth",
        /// The plan that a result is set against.
        PlanFigure = "target/plan_figure",
        /// The term of a congress, in brackets behind its number.
        TermInBrackets = "term/in_brackets",
        /// A term that lines of a list tell.
        ListedTerm = "term/listed",
        /// The term behind a congress.
        TermOfCongress = "term/of_congress",
        /// Years that are called a term.
        TermYears = "term/years",
    }
}

impl Rule {
    /// The kind of the facts that it reads.
    pub fn kind(self) -> &'static str {
        let name = self.code();
        name.split_once('/').map_or(name, |(kind, _)| kind)
    }
}

/// What a fact says, by kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Value {
    MemberCount {
        measure: MemberMeasure,
        quantity: Quantity,
        group: Option<String>,
    },
    OrganizationCount {
        measure: OrganizationMeasure,
        unit_type: String,
        quantity: Quantity,
    },
    Term {
        start_year: u16,
        end_year: u16,
    },
    Congress {
        ordinal: u16,
        numeral: String,
        form: CongressForm,
        term: Option<TermYears>,
        held: Option<Period>,
    },
    Target {
        quantity: Quantity,
        subject: Option<String>,
        goal: Option<String>,
    },
    Result {
        quantity: Quantity,
        subject: Option<String>,
        goal: Option<String>,
    },
    Officeholder {
        name: String,
        role: Role,
        role_text: String,
        status: Status,
        other_roles: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberMeasure {
    Total,
    Admitted,
    Confirmed,
    Disciplined,
    Removed,
    Inspected,
    Supervised,
    Commended,
    Transferred,
    Attended,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationMeasure {
    Total,
    Established,
    Dissolved,
    Merged,
    Transferred,
    Inspected,
    Supervised,
    Disciplined,
    Commended,
    HeldCongress,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CongressForm {
    Congress,
    Tenure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct TermYears {
    pub start_year: u16,
    pub end_year: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    GeneralSecretary,
    Secretary,
    StandingDeputySecretary,
    DeputySecretary,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Current,
    Acting,
    Former,
}

/// A figure as an interval with the words that gave it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    pub value: Option<Number>,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub bound: Bound,
    pub unit: Unit,
    pub text: String,
}

/// A decimal number, exact: `mantissa / 10^scale`. Written as an integer where it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

impl Number {
    /// `mantissa / 10^scale`, in lowest terms (`1.50` is `15 / 10`). Scales above 9 saturate at 9.
    pub fn new(mantissa: i64, scale: u8) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && (mantissa % 10 == 0 || scale > 9) {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self {
            mantissa: value,
            scale: 0,
        }
    }

    /// The number times `factor`; saturates.
    pub fn times(self, factor: i64) -> Self {
        Self::new(self.mantissa.saturating_mul(factor), self.scale)
    }

    /// How many digits stand behind the decimal mark, in lowest terms.
    pub fn decimals(self) -> u8 {
        self.scale
    }

    pub fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// The whole part, towards zero.
    pub fn trunc(self) -> i64 {
        self.mantissa / 10_i64.pow(u32::from(self.scale))
    }

    pub fn as_f64(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::from(self.scale))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::new(value, 0)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let scaled = |n: &Self, by: u8| i128::from(n.mantissa) * 10_i128.pow(u32::from(by));
        scaled(self, other.scale).cmp(&scaled(other, self.scale))
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_integer() {
            serializer.serialize_i64(self.mantissa)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    Exact,
    Under,
    Over,
    About,
    AtLeast,
    AtMost,
    Range,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Count,
    Percent,
}

/// The Party organization that a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Organization {
    pub name: String,
    pub mention: String,
    pub basis: OrganizationBasis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationBasis {
    Stated,
    Abbreviated,
    Coreferent,
    Article,
}

/// When: dates as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a point in time has `start == end`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Period {
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub text: String,
    pub basis: PeriodBasis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodBasis {
    Stated,
    Inherited,
}

/// Where the article states it: the smallest stretch, and its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    pub sentence_start: usize,
    pub sentence_end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

/// A consistency check that a fact fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The parts stated after a total do not add up to it.
    SumMismatch,
    /// The ordinal and the term do not go together in the congress table, or one organization has two ordinals for one term.
    CongressTermMismatch,
    /// A share over 100 percent that is no comparison with a plan.
    #[serde(rename = "percentage-over-100")]
    PercentageOver100,
    /// A part is greater than the whole it was taken from.
    PartGreaterThanWhole,
    /// A date stated with a term or congress lies outside it.
    DateOutsideTerm,
}

impl Value {
    /// The kind's name, as it stands in records.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MemberCount { .. } => "member_count",
            Self::OrganizationCount { .. } => "organization_count",
            Self::Term { .. } => "term",
            Self::Congress { .. } => "congress",
            Self::Target { .. } => "target",
            Self::Result { .. } => "result",
            Self::Officeholder { .. } => "officeholder",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::fact::KINDS;

    #[test]
    fn names_are_unique_in_order_and_of_one_form() {
        assert!(Rule::ALL.is_sorted_by(|one, next| one.code() < next.code()));
        for rule in Rule::ALL {
            let (kind, own) = rule.code().split_once('/').expect("a kind and a rule");
            let is_letter = |letter: char| letter.is_ascii_lowercase() || "_-".contains(letter);
            assert!(!own.is_empty() && own.chars().all(is_letter), "{rule}");
            let is_kind = KINDS.iter().any(|known| known.name == kind);
            assert!(is_kind || *rule == Rule::Figure, "{rule}");
        }
        for kind in KINDS {
            assert!(Rule::ALL.iter().any(|rule| rule.kind() == kind.name));
        }
    }
}
