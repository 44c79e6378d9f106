fn main() -> anyhow::Result<()> {
    let knowledge = dangbo::knowledge::Knowledge::bundled()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(2) {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry?;
            if entry.path().extension().is_some_and(|extension| extension == "txt") {
                let text = std::fs::read_to_string(entry.path())?;
                let article = dangbo::article::Article {
                    source: entry.path().display().to_string(),
                    text,
                    ..Default::default()
                };
                serde_json::to_writer(&mut out, &dangbo::extract(&article, &knowledge))?;
                std::io::Write::write_all(&mut out, b"\n")?;
            }
        }
    }
    Ok(())
}
