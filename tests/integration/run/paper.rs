//! A newspaper that is made by rule: so many articles a day, some edited, some deleted, in one layout or another.

use crate::crawl::server::{Asked, Reply, Server};
use crate::crawl::setting::Setting;
use dangbo::timestamp::Timestamp;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Midnight (UTC) before the first day: 1 January 2021.
const FIRST: i64 = 1_609_459_200_000;
const DAY: i64 = 86_400_000;

/// How pages look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Headline, date, text.
    Plain,
    /// The same, the date shown by a script.
    Undated,
    /// The text is fetched by a script.
    Scripted,
}

/// What a paper is like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Articles that appear each day.
    pub daily: i64,
    /// From one day on, another layout.
    pub redesign: Option<(i64, Layout)>,
    /// No article appears from this day on.
    pub silent_from: Option<i64>,
    /// One of its pages always fails.
    pub has_failing_page: bool,
}

/// The newspaper.
pub(super) struct Paper {
    pub server: Server,
    plan: Plan,
    today: Arc<AtomicI64>,
}

const NAMES: [&str; 12] = [
    "Hồ Sen",
    "Suối Mây",
    "Đá Bạc",
    "Nậm Lành",
    "Bản Hón",
    "Cồn Gió",
    "Rạch Tre",
    "Gò Mun",
    "Láng Sim",
    "Khe Ngọc",
    "Đồi Thông",
    "Vàm Lúa",
];
const PEOPLE: [&str; 10] = [
    "Lò Thị Mận",
    "Hoàng Văn Pín",
    "Trần Quốc Đạm",
    "Nguyễn Thị Sim",
    "Vi Văn Khển",
    "Lê Đình Tạo",
    "Phan Thị Nhài",
    "Đặng Xuân Rích",
    "Bùi Thị Lụa",
    "Cao Bá Thuyên",
];
const WORDS: [&str; 24] = [
    "ruộng",
    "nương",
    "chè",
    "lúa",
    "đường",
    "cầu",
    "trường",
    "trạm",
    "nước",
    "điện",
    "rừng",
    "hồ",
    "chợ",
    "bản",
    "cá",
    "bò",
    "quế",
    "ngô",
    "sắn",
    "mía",
    "cam",
    "dệt",
    "thêu",
    "mật",
];

/// Repeatable, and good enough (splitmix64).
fn mixed(number: i64) -> u64 {
    let mut mixed = number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

fn pick<'a>(from: &[&'a str], number: i64, salt: i64) -> &'a str {
    from[(mixed(number * 31 + salt) % from.len() as u64) as usize]
}

impl Plan {
    fn exists(&self, number: i64, today: i64) -> bool {
        let day = number / self.daily;
        number >= 0 && day <= today && self.silent_from.is_none_or(|from| day < from)
    }

    /// The day on which an article is edited, if it is.
    fn edited(&self, number: i64) -> Option<i64> {
        (number % 7 == 3).then_some(number / self.daily + 1 + number % 4)
    }

    /// The day from which an article is gone, if it goes.
    fn gone(&self, number: i64) -> Option<i64> {
        (number % 11 == 5).then_some(number / self.daily + 12)
    }

    fn is_gone(&self, number: i64, today: i64) -> bool {
        self.gone(number).is_some_and(|day| day <= today)
    }

    /// Its newest version by the end of a day, from 1.
    fn version(&self, number: i64, today: i64) -> u32 {
        1 + u32::from(self.edited(number).is_some_and(|day| day <= today))
    }

    fn layout(&self, today: i64) -> Layout {
        match self.redesign {
            Some((day, layout)) if day <= today => layout,
            _ => Layout::Plain,
        }
    }

    fn answer(&self, asked: &Asked, today: i64) -> Reply {
        match asked.path.as_str() {
            "/robots.txt" => Reply::new(
                200,
                &[("Content-Type", "text/plain")],
                b"User-agent: *\nAllow: /\nSitemap: /sitemap.xml\n",
            ),
            "/" => {
                let newest = self.newest(today);
                let links = (0.max(newest - 9)..=newest)
                    .rev()
                    .filter(|&number| !self.is_gone(number, today))
                    .fold(String::new(), |mut links, number| {
                        let _ = write!(
                            links,
                            "<li><a href=/tin/{number}.html>{}</a>",
                            title(number)
                        );
                        links
                    });
                let failing = if self.has_failing_page {
                    "<li><a href=/hong>hỏng</a>"
                } else {
                    ""
                };
                Reply::page(&format!(
                    "<title>Báo Hồ Sen</title><ul>{links}{failing}</ul>"
                ))
            }
            "/hong" => Reply::status(500),
            "/sitemap.xml" => {
                let newest = self.newest(today);
                let entries = (0.max(newest - 12 * self.daily)..=newest)
                    .filter(|&number| !self.is_gone(number, today))
                    .fold(String::new(), |mut entries, number| {
                        let edited = self.edited(number).filter(|&day| day <= today);
                        let changed = day(edited.unwrap_or(number / self.daily));
                        let _ = write!(
                            entries,
                            "<url><loc>/tin/{number}.html</loc><lastmod>{changed}T20:00:00Z</lastmod></url>"
                        );
                        entries
                    });
                Reply::xml(&format!("<urlset>{entries}</urlset>"))
            }
            path => {
                let number = path.strip_prefix("/tin/");
                let number = number.and_then(|rest| rest.strip_suffix(".html"));
                match number.and_then(|number| number.parse().ok()) {
                    Some(number) if self.is_gone(number, today) => Reply::status(410),
                    Some(number) if self.exists(number, today) => {
                        Reply::page(&self.page(number, today))
                    }
                    _ => Reply::status(404),
                }
            }
        }
    }

    fn newest(&self, today: i64) -> i64 {
        let last = self.silent_from.map_or(today, |from| today.min(from - 1));
        (last + 1) * self.daily - 1
    }

    fn page(&self, number: i64, today: i64) -> String {
        let (title, text) = (title(number), self.text(number, today));
        let published = number / self.daily;
        let date = {
            let day = day(published);
            let mut parts = day.split('-').rev();
            let mut part = || parts.next().unwrap_or_default().to_owned();
            format!("{}/{}/{}", part(), part(), part())
        };
        let (date, text) = match self.layout(today) {
            Layout::Plain => (
                format!("<p class=ngay>Cập nhật ngày: {date} | 10:54</p>"),
                text,
            ),
            Layout::Undated => ("<p class=ngay data-src=/ngay.js></p>".to_owned(), text),
            Layout::Scripted => (String::new(), "<script src=/bai.js></script>".to_owned()),
        };
        format!(
            "<html><head><title>{title} - Báo Hồ Sen</title></head><body><ul class=menu><li><a href=/>Trang chủ</a></ul>\
             <h1>{title}</h1>{date}<div class=chi-tiet>{text}</div></body></html>"
        )
    }

    /// An article of its own: no two have more than turns of phrase in common.
    fn text(&self, number: i64, today: i64) -> String {
        let place = pick(&NAMES, number, 1);
        let person = pick(&PEOPLE, number, 2);
        let figure = |salt: i64, below: u64| mixed(number * 17 + salt) % below;
        let mut story = String::new();
        for sentence in 0..6 {
            for word in 0..9 {
                let _ = write!(
                    story,
                    "{} ",
                    pick(&WORDS, number, 100 + sentence * 10 + word)
                );
            }
            story.push_str("và bà con. ");
        }
        let edit = if self.version(number, today) > 1 {
            "<p>Bài đã được bổ sung số liệu sau khi đăng.</p>"
        } else {
            ""
        };
        format!(
            "<p>Đảng bộ xã {place} có {} chi bộ trực thuộc với {} đảng viên. Đồng chí {person}, Bí thư Đảng ủy xã dự họp.</p>\
             <p>{story}</p><p>Năm qua, Đảng bộ kết nạp {} đảng viên mới.</p>{edit}",
            5 + figure(1, 20),
            100 + figure(2, 900),
            2 + figure(3, 40)
        )
    }
}

fn title(number: i64) -> String {
    format!(
        "Chuyện {} và {} ở {} số {number}",
        pick(&WORDS, number, 7),
        pick(&WORDS, number, 8),
        pick(&NAMES, number, 1)
    )
}

/// The date of a day.
pub(super) fn day(day: i64) -> String {
    Timestamp(FIRST + day * DAY).to_string()[..10].to_owned()
}

/// A quarter past one in the night after a day: what the clock of a run shows.
pub(super) fn night_after(day: i64) -> Timestamp {
    Timestamp(FIRST + (day + 1) * DAY + 75 * 60_000)
}

impl Paper {
    /// Begins to appear at 127.0.0.`host`. All answers have validators.
    pub(super) fn start(host: u8, plan: Plan) -> Self {
        let today = Arc::new(AtomicI64::new(0));
        let shown = Arc::clone(&today);
        let server = Server::start(host, move |asked| {
            let mut reply = plan.answer(asked, shown.load(Ordering::SeqCst));
            if !reply.bytes.starts_with(b"HTTP/1.1 200") {
                return reply;
            }
            let hash = reply.bytes.iter().fold(7_u64, |hash, &byte| {
                hash.wrapping_mul(31).wrapping_add(u64::from(byte))
            });
            let tag = format!("\"{hash:x}\"");
            if asked.header("if-none-match") == Some(tag.as_str()) {
                return Reply::new(304, &[("ETag", &tag)], b"");
            }
            let at = b"HTTP/1.1 200 Status\r\n".len();
            reply
                .bytes
                .splice(at..at, format!("ETag: {tag}\r\n").into_bytes());
            reply
        });
        Self {
            server,
            plan,
            today,
        }
    }

    /// A setting for the paper as a site of its own.
    pub(super) fn setting(&self) -> Setting {
        Setting::new(&format!(
            "[[site]]\nname = \"báo\"\nstart = [\"{}\"]\n",
            self.server.url("/")
        ))
        .in_memory()
    }

    /// The day comes to its end.
    pub(super) fn turn_to(&self, day: i64) {
        self.today.store(day, Ordering::SeqCst);
    }

    /// The address of an article.
    pub(super) fn url(&self, number: i64) -> String {
        self.server.url(&format!("/tin/{number}.html"))
    }

    /// The number of articles that appeared by the end of a day.
    pub(super) fn appeared(&self, day: i64) -> i64 {
        self.plan.newest(day) + 1
    }

    /// The number of versions that an article had by the end of a day.
    pub(super) fn versions(&self, number: i64, day: i64) -> u32 {
        self.plan.version(number, day)
    }
}
