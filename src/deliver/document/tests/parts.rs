//! What the parts of the file hold.

use resvg::usvg::roxmltree::{Document, Node};

use super::super::super::fixture;
use super::super::*;
use super::{print, told};

fn xml(part: &[u8]) -> &str {
    std::str::from_utf8(part).unwrap()
}

/// All elements of a name.
fn all<'a, 'i>(document: &'a Document<'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

fn text(node: Node) -> String {
    let is_text = |node: &Node| node.tag_name().name() == "t";
    node.descendants().filter(is_text).filter_map(|node| node.text().map(str::to_owned)).collect()
}

/// An attribute of Word's namespace.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute((package::WORD, name)).unwrap_or_default()
}

/// Nothing is of the clock: date of the project or none, entries of the ZIP file of its beginning.
#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = fixture::report("zh-CN");
    let bytes = || package::bytes(parts(&report, &print(), &figures(), &[])).unwrap();
    let file = bytes();
    assert_eq!(file, bytes());
    let entries: Vec<usize> =
        file.windows(4).enumerate().filter(|(_, w)| w == b"PK\x03\x04").map(|(at, _)| at).collect();
    assert!(entries.len() > 10);
    for entry in entries {
        // Time and date of a local header; the date's bits are year − 1980, month, day.
        assert_eq!(file[entry + 10..entry + 14], [0, 0, 0x21, 0]);
    }
}

#[test]
fn the_properties_are_those_of_the_project() {
    let mut report = fixture::report("zh-CN");
    let core =
        |report: &Report, print: &PrintSpec| xml(&parts(report, print, &[], &[]).doc_props.core).to_owned();
    let text = core(&report, &PrintSpec::default());
    for told in
        ["<dc:title>新昌评估报告</dc:title>", "<dc:creator>lifecircle</dc:creator>", ">1980-01-01T00:00:00Z<"]
    {
        assert!(text.contains(told), "{text}");
    }
    report.project.maker = Some("县局 & <规划科>".to_owned());
    let text = core(&report, &print());
    assert!(text.contains("<dc:creator>县局 &amp; &lt;规划科&gt;</dc:creator>"), "{text}");
    assert!(text.contains(">2025-12-31T00:00:00Z</dcterms:created>"), "{text}");
}

/// A picture of one pixel.
fn figures() -> [Figure; 2] {
    const PIXEL: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let png = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PIXEL).unwrap();
    let figure = |caption: &str, width_mm, height_mm| Figure {
        caption: caption.to_owned(),
        png: png.clone(),
        width_mm,
        height_mm,
    };
    [figure("现状设施分布图 <w:p>", 420.0, 297.0), figure("覆盖图", 100.0, 80.0)]
}

#[test]
fn figures_have_a_section_captions_and_pictures() {
    let report = fixture::report("zh-CN");
    let package = parts(&report, &PrintSpec::default(), &figures(), &[]);
    assert_eq!(package.media.len(), 2);
    let document = Document::parse(xml(&package.document)).unwrap();
    let captions: Vec<String> =
        styled(&document, "Caption").into_iter().filter(|c| c.starts_with('图')).collect();
    assert_eq!(captions, ["图1　现状设施分布图 <w:p>", "图2　覆盖图"]);
    assert!(styled(&document, "Heading1").contains(&"六、图件".to_owned()));
    let relations = Document::parse(xml(&package.document_rels)).unwrap();
    for picture in all(&document, "blip") {
        let id = picture.attributes().next().unwrap().value();
        let is_it = |relation: &Node| relation.attribute("Id") == Some(id);
        let target =
            all(&relations, "Relationship").find(is_it).and_then(|of| of.attribute("Target")).unwrap();
        assert!(package.media.iter().any(|(name, _)| target == format!("media/{name}.png")), "{target}");
    }
    // Upright, across for the first map, upright again.
    let turned: Vec<bool> =
        all(&document, "pgSz").map(|size| attribute(size, "orient") == "landscape").collect();
    assert_eq!(turned, [false, true, false]);
    assert!(!told(&report, &PrintSpec::default()).contains("图件"), "no section without figures");
}

/// The texts of the paragraphs of a style.
fn styled(document: &Document, style: &str) -> Vec<String> {
    let is_styled = |paragraph: &Node| {
        let of = paragraph.descendants().find(|node| node.tag_name().name() == "pStyle");
        of.is_some_and(|of| attribute(of, "val") == style)
    };
    all(document, "p").filter(is_styled).map(text).collect()
}

/// Captions count in the order of the document, and whatever refers to one finds it.
#[test]
fn captions_and_references_are_fields_that_need_no_update() {
    for language in ["zh-CN", "en"] {
        let package = parts(&fixture::report(language), &PrintSpec::default(), &[], &[]);
        let document = Document::parse(xml(&package.document)).unwrap();
        let label = if language == "en" { "Table " } else { "表" };
        let captions = styled(&document, "Caption");
        assert!(captions.len() > 5);
        for (number, caption) in (1..).zip(&captions) {
            assert!(caption.starts_with(&format!("{label}{number}")), "{caption}");
        }
        let instructions: Vec<&str> = all(&document, "instrText").filter_map(|node| node.text()).collect();
        let sequence = format!(" SEQ {} \\* ARABIC ", label.trim());
        assert_eq!(instructions.iter().filter(|of| **of == sequence).count(), captions.len());
        let bookmarks: Vec<&str> =
            all(&document, "bookmarkStart").map(|node| attribute(node, "name")).collect();
        let references: Vec<&str> = instructions
            .iter()
            .filter_map(|of| of.trim().strip_prefix("REF ")?.strip_suffix(" \\h"))
            .collect();
        assert!(references.len() > 5 && references.iter().all(|of| bookmarks.contains(of)), "{references:?}");
    }
}

/// Headings of tables are repeated, rows do not break, columns are as wide as the text; the cells are those of the table.
#[test]
fn tables_are_real_ones_with_the_cells_of_every_other_file() {
    let report = fixture::report("zh-CN");
    let package = parts(&report, &PrintSpec::default(), &[], &[]);
    let document = Document::parse(xml(&package.document)).unwrap();
    let tables: Vec<Node> = all(&document, "tbl").collect();
    let below = |node: Node, name: &str| node.descendants().filter(|n| n.tag_name().name() == name).count();
    for table in &tables {
        let rows: Vec<Node> = table.children().filter(|node| node.tag_name().name() == "tr").collect();
        assert_eq!(below(rows[0], "tblHeader"), 1);
        assert!(rows.iter().skip(1).all(|row| below(*row, "tblHeader") == 0));
        assert!(rows.iter().all(|row| below(*row, "cantSplit") == 1));
        let widths = table.descendants().filter(|node| node.tag_name().name() == "gridCol");
        let width: usize = widths.map(|column| attribute(column, "w").parse::<usize>().unwrap()).sum();
        assert!([page::UPRIGHT.width(), page::ACROSS.width()].contains(&width), "{width}");
    }
    let cells = |table: Node| -> Vec<Vec<String>> {
        let of = |row: Node| row.children().filter(|n| n.tag_name().name() == "tc").map(text).collect();
        table.children().filter(|node| node.tag_name().name() == "tr").map(of).collect()
    };
    let shown = cells(tables[0]);
    let all_tables = tables::of_service(&report.services[0], &report, Words::of_tag("zh-CN"));
    let townships = &all_tables[0];
    let column = townships.columns.iter().position(|column| column.name == "residential").unwrap();
    for (row, shown) in townships.rows.iter().zip(&shown[1..]) {
        assert_eq!(row.cells[column].shown().unwrap().to_string(), shown[1]);
    }
    assert_eq!(shown.len(), townships.rows.len() + 1);
}

/// Names that try to be markup, fields or the end of the world, of ten thousand characters too, stay text in a part
/// that can be read.
#[test]
fn hostile_names_stay_text() {
    let names = [
        "</w:t></w:p><w:p>&amp;",
        "\u{0}\u{1b}]\u{fffe}\u{ffff}",
        "右\u{202e}左",
        "a\r\nb\tc",
        "👶🏽{table}{name}",
    ];
    for language in ["zh-CN", "en"] {
        for name in names.iter().map(|name| (*name).to_owned()).chain(["长".repeat(10_000)]) {
            let mut report = fixture::report(language);
            report.project.name.clone_from(&name);
            report.project.maker = Some(name.clone());
            report.notes[0].message.clone_from(&name);
            let service = &mut report.services[0];
            service.name.clone_from(&name);
            service.townships[0].name = Some(name.clone());
            service.standards[0].name.clone_from(&name);
            service.uncovered[0].name = Some(name.clone());
            service.categories[0].clone_from(&name);
            let print = PrintSpec { draft: Some(name.clone()), data_source: Some(name.clone()), ..print() };
            let mut figures = figures();
            figures[0].caption.clone_from(&name);
            let package = parts(&report, &print, &figures, &[Some(name.clone())]);
            for part in [&package.document, &package.styles, &package.doc_props.core, &package.footers[0]] {
                Document::parse(xml(part)).unwrap();
            }
            let document = Document::parse(xml(&package.document)).unwrap();
            let seen = xml::shortened(&xml::visible(&name), 60);
            let seen = seen.trim_end_matches('…');
            assert!(styled(&document, "Title")[0].starts_with(seen), "{language} {seen}");
            assert!(styled(&document, "Heading2").iter().any(|heading| heading.contains(seen.trim())));
        }
    }
}
