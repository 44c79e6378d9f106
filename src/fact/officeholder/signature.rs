//! Signature blocks and captions: a name alone on one line, the post alone on a line beside it.
//!
//! Enters: the parts of all sentences. Leaves: pairs of a name and a post.

use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::owner::PostOwner;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::{Owner, Scene};

/// Lines that may stand between a post and the name under it: `(Đã ký)`.
const LINES_BETWEEN: usize = 2;

/// A name line and the post of the line beside it, by the indexes of their sentences and of the post's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature {
    pub name_line: usize,
    pub name: usize,
    pub post_line: usize,
    pub post: usize,
}

/// The signatures of an article, in which the sentences `posts` tell a post.
pub(super) fn signatures(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    posts: &[usize],
) -> Vec<Signature> {
    let mut out: Vec<Signature> = Vec::new();
    for &post_line in posts {
        let Some(post) = lone_post(scene, sentences[post_line]) else {
            continue;
        };
        // Only the posts of the lines right above can have taken a name from here.
        let near = out.iter().rev().take(LINES_BETWEEN + 2);
        let is_free = |line: usize| near.clone().all(|signature| signature.name_line != line);
        let above = post_line
            .checked_sub(1)
            .filter(|&line| is_free(line))
            .and_then(|line| named(scene, sentences, line));
        let below = || {
            (post_line + 1..sentences.len().min(post_line + 2 + LINES_BETWEEN))
                .take_while(|&line| line == post_line + 1 || is_remark(sentences[line - 1]))
                .find_map(|line| named(scene, sentences, line))
        };
        if let Some((name_line, name)) = above.or_else(below) {
            out.push(Signature {
                name_line,
                name,
                post_line,
                post,
            });
        }
    }
    out
}

/// `T/M CHI BỘ` above the post: the organization for which somebody signs, alone on its line.
pub(super) fn signed_for(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    signature: Signature,
) -> Option<PostOwner> {
    /// Tokens before the organization: `T/M`, `Thay mặt`.
    const BEFORE: usize = 4;
    let above = sentences[..signature.post_line].last()?;
    let part = above
        .last()
        .filter(|part| part.element == Element::Organization)?;
    let line = scene.reading.line_of(part.tokens.start)?.tokens.clone();
    let (index, mention) = scene.organization_at(part.tokens.start)?;
    let is_alone = part.tokens.end == line.end && part.tokens.start - line.start <= BEFORE;
    is_alone.then_some(PostOwner {
        owner: Owner::Mention(index),
        is_named: mention.is_named,
    })
}

/// The post of a line that holds posts and titles only.
fn lone_post(scene: &Scene<'_>, parts: &[Part]) -> Option<usize> {
    let only_offices = parts.iter().all(is_office);
    let starts_line = parts.first().is_some_and(|part| {
        scene
            .reading
            .line_of(part.tokens.start)
            .is_some_and(|line| line.tokens.start == part.tokens.start)
    });
    if only_offices && starts_line {
        parts.iter().position(|part| part.post().is_some())
    } else {
        None
    }
}

/// The name of a line that holds nothing else.
fn named(scene: &Scene<'_>, sentences: &[&[Part]], line: usize) -> Option<(usize, usize)> {
    let parts = &sentences[line];
    let name = parts
        .iter()
        .position(|part| matches!(part.element, Element::Person(_)))?;
    // "PGS.TS. Lê Văn A"
    let is_degree = |part: &Part| scene.reading.tokens[part.tokens.start].expanded > 0;
    let is_alone = parts.iter().enumerate().all(|(at, part)| {
        at == name || matches!(part.element, Element::Mark(_)) || at < name && is_degree(part)
    });
    let fills_line = scene
        .reading
        .line_of(parts[0].tokens.start)
        .is_some_and(|whole| {
            whole.tokens.start == parts[0].tokens.start
                && whole.tokens.end == parts[parts.len() - 1].tokens.end
        });
    (is_alone && fills_line).then_some((line, name))
}

/// `(Đã ký)`
fn is_remark(parts: &[Part]) -> bool {
    parts.first().is_some_and(|part| part.is_mark(b'('))
}
