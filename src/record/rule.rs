//! The names of rules as records publish them: `kind/rule`. What each reads is told where it is written, in `fact/<kind>.rs`.

use crate::code::codes;

codes! {
    /// The rule that read a fact, or let a candidate go.
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
