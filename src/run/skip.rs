//! Why a stored answer gives no record: one code for each, the same in files and reports.

use crate::code::codes;
use crate::source::{Refusal, SourceError};

codes! {
    /// Why a stored answer gives no record.
    pub enum Skip,
    /// Whether a record was to be expected, so that the run was not done with it.
    fn is_failure -> bool {
        /// The host said, or its answer showed, that the page is as it was.
        Unchanged = "unchanged" => false,
        /// A robots.txt.
        Robots = "robots" => false,
        /// A feed.
        Feed = "feed" => false,
        /// A sitemap.
        Sitemap = "sitemap" => false,
        /// It leads elsewhere; what is there has a record of its own.
        Redirect = "redirect" => false,
        /// The page is not there, or not any more.
        Gone = "gone" => false,
        /// Another status than that of a page.
        OddStatus = "odd-status" => false,
        /// A start page of the configuration.
        StartPage = "start-page" => false,
        /// The configuration's `articles` says that no article is to be found at the address.
        NotAnArticleAddress = "not-an-article-address" => false,
        /// Its type is not that of a page.
        NotAPage = "not-a-page" => false,
        /// It has too little text for an article, and states no fact.
        NotAnArticle = "not-an-article" => false,
        /// Its text is not Vietnamese.
        NotVietnamese = "not-vietnamese" => false,
        /// The page changed, and its article did not.
        SameText = "same-text" => false,
        /// Its bytes are no text.
        NotText = "not-text" => false,
        /// It is larger than a page may be.
        TooLarge = "too-large" => false,
        /// It asks for more work than a page may.
        OverBudget = "over-budget" => false,
        /// It is no HTTP answer, or its coding cannot be undone.
        BadResponse = "bad-response" => true,
        /// Its record in the WARC file is damaged.
        DamagedRecord = "damaged-record" => true,
        /// The program failed over it.
        ProgramFailed = "program-failed" => true,
    }
}

impl Skip {
    /// What an error of reading means here; none where the system failed, which is no matter of one page.
    pub(super) fn of_error(error: &SourceError) -> Option<Self> {
        Some(match error.refusal() {
            None | Some(Refusal::UnknownType) => Self::NotAPage,
            Some(Refusal::TooLarge) => Self::TooLarge,
            Some(Refusal::NotText | Refusal::BadJson) => Self::NotText,
            Some(Refusal::OverBudget) => Self::OverBudget,
            Some(Refusal::BadRecord) => Self::DamagedRecord,
            Some(Refusal::BadResponse) => Self::BadResponse,
            Some(Refusal::Broken) => Self::ProgramFailed,
            Some(Refusal::Unreadable | Refusal::LinkLoop) => return None,
        })
    }
}
