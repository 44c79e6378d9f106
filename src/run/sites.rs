//! What a site's rules read today.
