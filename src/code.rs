//! Enums whose values have names that files, reports and records keep: one list of them, for everything that is asked.

/// Writes an enum of named values with `ALL`, `code`, `of_code`, `Display` and `Serialize`, and with one column more where
/// each value has one: `Gone = "gone" => Hope::None`.
macro_rules! codes {
    ($(#[$meta:meta])* $visibility:vis enum $type:ident {
        $($(#[$doc:meta])* $name:ident = $code:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $type {
            $($(#[$doc])* $name,)+
        }

        #[allow(dead_code)] // not all are listed or looked up
        impl $type {
            /// All of them.
            $visibility const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name that files and reports have for it.
            $visibility fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The one of that name.
            $visibility fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }
    };
    ($(#[$meta:meta])* $visibility:vis enum $type:ident, $(#[$column_doc:meta])* fn $column:ident -> $of:ty {
        $($(#[$doc:meta])* $name:ident = $code:literal => $value:expr,)+
    }) => {
        crate::code::codes! {
            $(#[$meta])* $visibility enum $type {
                $($(#[$doc])* $name = $code,)+
            }
        }

        impl $type {
            $(#[$column_doc])*
            $visibility fn $column(self) -> $of {
                match self {
                    $(Self::$name => $value,)+
                }
            }
        }
    };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    use crate::article::WarningCode;
    use crate::crawl;
    use crate::fact;
    use crate::run::Skip;
    use std::collections::BTreeSet;

    fn are_unique(codes: &[&str]) {
        let unique: BTreeSet<&&str> = codes.iter().collect();
        assert_eq!(unique.len(), codes.len(), "{codes:?}");
        for code in codes {
            let is_kebab = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(code.chars().all(is_kebab), "{code}");
        }
    }

    #[test]
    fn every_code_is_one_values() {
        are_unique(
            &crawl::Reason::ALL
                .iter()
                .map(|one| one.code())
                .collect::<Vec<_>>(),
        );
        are_unique(
            &fact::Reason::ALL
                .iter()
                .map(|one| one.code())
                .collect::<Vec<_>>(),
        );
        are_unique(&Skip::ALL.iter().map(|one| one.code()).collect::<Vec<_>>());
        are_unique(
            &WarningCode::ALL
                .iter()
                .map(|one| one.code())
                .collect::<Vec<_>>(),
        );
        for skip in Skip::ALL {
            assert_eq!(Skip::of_code(skip.code()), Some(*skip));
            let json = serde_json::to_string(skip).expect("a code");
            assert_eq!(json, format!("\"{skip}\""));
        }
    }
}
