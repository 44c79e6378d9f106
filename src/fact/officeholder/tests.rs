//! One sentence a line: who holds what.

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::record::Value;

/// `name|role|status`, in text order.
fn read(text: &str) -> Vec<String> {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
    let record = crate::extract(
        &Article {
            text: text.to_owned(),
            ..Article::default()
        },
        &knowledge,
    );
    record
        .facts
        .iter()
        .filter_map(|fact| match &fact.value {
            Value::Officeholder {
                name, role, status, ..
            } => Some(format!("{name}|{role:?}|{status:?}")),
            _ => None,
        })
        .collect()
}

/// Asserts that a text states exactly these.
fn states(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "in: {text}");
}

#[test]
fn names_before_posts() {
    states(
        "Đồng chí Lê Văn Toản, UVTVTU, Bí thư Đảng ủy Khối chủ trì.",
        &["Lê Văn Toản|Secretary|Current"],
    );
    states(
        "Ông Mai Xuân Bách (58 tuổi) - Phó Bí thư Huyện ủy Sông Lô - phát biểu.",
        &["Mai Xuân Bách|DeputySecretary|Current"],
    );
    states(
        "Bà Hà Thị Lụa (Bí thư Chi bộ, Trưởng thôn Đồng Mơ) cho biết.",
        &["Hà Thị Lụa|Secretary|Current"],
    );
    states(
        "Đồng chí Y Thắng Niê, Bí thư Chi bộ, Giám đốc Trung tâm.",
        &["Y Thắng Niê|Secretary|Current"],
    );
    states(
        "Ông Bùi Văn Tỉnh, bí thư Đảng ủy xã Hải Minh, trình bày.",
        &["Bùi Văn Tỉnh|Secretary|Current"],
    );
}

#[test]
fn posts_before_names() {
    states(
        "Bí thư Đảng ủy Khối Nguyễn Thị Hạnh phát biểu.",
        &["Nguyễn Thị Hạnh|Secretary|Current"],
    );
    states(
        "Bí thư Đảng ủy Các cơ quan tỉnh Thân Văn Quyết trao giấy khen.",
        &["Thân Văn Quyết|Secretary|Current"],
    );
    states(
        "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Cao Thị Hiền dự.",
        &["Cao Thị Hiền|DeputySecretary|Current"],
    );
    states(
        "Bí thư huyện Mỹ Đức Lê Văn Sáng trả lời.",
        &["Lê Văn Sáng|Secretary|Current"],
    );
    states(
        "Bí thư Đảng ủy xã Thò Thị Mỷ nhấn mạnh điều đó.",
        &["Thò Thị Mỷ|Secretary|Current"],
    );
    states(
        "Tân Bí thư Đảng ủy Khối Hồ Đắc Tùng sinh năm 1975.",
        &["Hồ Đắc Tùng|Secretary|Current"],
    );
}

#[test]
fn districts_are_no_holders() {
    states(
        "Ông Lê Văn Sang (Bí thư Quận ủy Ngũ Hành Sơn) dự.",
        &["Lê Văn Sang|Secretary|Current"],
    );
    states(
        "Theo Bí thư Huyện ủy Trần Văn Thời, bí thư chi bộ 7B xã Khánh Hưng B đã nhận lỗi.",
        &[],
    );
    states(
        "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Lê Tấn Tài phát biểu.",
        &["Lê Tấn Tài|DeputySecretary|Current"],
    );
    states(
        "Bí thư Huyện ủy Hà Trung Lê Văn Sáng và Bí thư Huyện ủy Trần Sáng dự.",
        &[
            "Lê Văn Sáng|Secretary|Current",
            "Trần Sáng|Secretary|Current",
        ],
    );
}

#[test]
fn statuses() {
    states(
        "Ông Vũ Mạnh Tiến, nguyên Bí thư Đảng ủy Khối, dự.",
        &["Vũ Mạnh Tiến|Secretary|Former"],
    );
    states(
        "Quyền Bí thư Đảng ủy Khối Đinh Công Hòa chủ trì.",
        &["Đinh Công Hòa|Secretary|Acting"],
    );
    states(
        "Ông Trần Văn Lực thôi giữ chức Bí thư Huyện ủy Sông Lô.",
        &["Trần Văn Lực|Secretary|Former"],
    );
    states(
        "Kỷ luật cách chức Bí thư Đảng ủy xã Hải Minh đối với ông Phan Văn Tố.",
        &["Phan Văn Tố|Secretary|Former"],
    );
    states(
        "Ông Võ Tá Hải - bí thư Huyện ủy Sông Lô khi đó - đã ký.",
        &["Võ Tá Hải|Secretary|Former"],
    );
}

#[test]
fn elections_and_appointments() {
    states(
        "Hội nghị bầu đồng chí Phạm Quốc Dũng giữ chức Bí thư Đảng ủy Khối khóa VII; các đồng chí Đỗ Minh Châu, Hà Thị Lan giữ chức Phó Bí thư.",
        &[
            "Phạm Quốc Dũng|Secretary|Current",
            "Đỗ Minh Châu|DeputySecretary|Current",
            "Hà Thị Lan|DeputySecretary|Current",
        ],
    );
    states(
        "Đồng chí Lò Văn Pâng được điều động làm Bí thư Huyện ủy Sông Mã, thay ông Cầm Văn Phanh.",
        &[
            "Lò Văn Pâng|Secretary|Current",
            "Cầm Văn Phanh|Secretary|Former",
        ],
    );
    states(
        "Chi ủy gồm 3 đồng chí, do đồng chí Thạch Sa Rây làm bí thư.",
        &["Thạch Sa Rây|Secretary|Current"],
    );
    states(
        "Giữ chức vụ Bí thư Đảng ủy Khối là bà Điểu Thị Hoa.",
        &["Điểu Thị Hoa|Secretary|Current"],
    );
    states(
        "Hai Phó Bí thư Đảng ủy Khối là các đồng chí Lê Văn Ba và Phan Thị Huệ.",
        &[
            "Lê Văn Ba|DeputySecretary|Current",
            "Phan Thị Huệ|DeputySecretary|Current",
        ],
    );
}

#[test]
fn careers() {
    states(
        "Ông Đoàn Hồng Phú được bầu làm Bí thư Tỉnh ủy Hà Nam.\nÔng Phú từng giữ các chức vụ: Giám đốc Sở Du lịch; Bí thư Huyện ủy Lý Nhân.",
        &[
            "Đoàn Hồng Phú|Secretary|Current",
            "Đoàn Hồng Phú|Secretary|Former",
        ],
    );
}

#[test]
fn lists() {
    states(
        "Chủ trì có các đồng chí: Lê Hòa, Bí thư; Trần Vy, Phó Bí thư Thường trực; Đặng Sơn, Phó Bí thư Đảng ủy Khối.",
        &[
            "Lê Hòa|Secretary|Current",
            "Trần Vy|StandingDeputySecretary|Current",
            "Đặng Sơn|DeputySecretary|Current",
        ],
    );
}

#[test]
fn signatures() {
    states(
        "Đảng bộ Khối tổng kết năm.\n\nTrương Quang Thành\nBí thư Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
        &["Trương Quang Thành|Secretary|Current"],
    );
    states(
        "Đảng ủy Khối báo cáo.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(Đã ký)\nNgô Đa Phước",
        &["Ngô Đa Phước|DeputySecretary|Current"],
    );
}

#[test]
fn no_secretaries() {
    for text in [
        "Bí thư Đoàn Khối Bùi Anh Tuấn trao quà cho chi bộ.",
        "Đồng chí Hoàng Văn Lực, Bí thư Trung ương Đảng, Trưởng ban Kinh tế Trung ương dự Đại hội.",
        "Các đồng chí Bí thư, Phó Bí thư, Ủy viên Ban Thường vụ Đảng ủy Khối dự hội nghị.",
        "Bí thư Chi bộ phải nêu gương trong học tập và làm theo Bác.",
        "Theo Bí thư Đảng ủy Khối, kết quả trên rất đáng ghi nhận.",
        "Hội nghị giới thiệu ông Lê Văn Ba để bầu giữ chức Bí thư Huyện ủy Sông Lô.",
    ] {
        states(text, &[]);
    }
}
