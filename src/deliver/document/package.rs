//! The parts of the file, and the file.
//!
//! `docx-rs` makes the package: its content types, the parts that every document has, and the ZIP file. What a reader
//! sees is written here, since its writer knows no headings of tables that are repeated, no title and no author, and puts
//! properties in another order than the schema.

use std::io::{self, Cursor};

use docx_rs::{Docx, Footer, XMLDocx};

use super::super::words::Words;
use super::Figure;
use super::draft::Block;
use super::picture::relationship;
use super::xml::{Xml, shortened};
use super::{body, styles};
use crate::project::Date;
use crate::report::Report;

/// The namespaces of parts.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const IN_WORD: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The relationship of the footer.
pub(super) const FOOTER: &str = "rIdFooter1";

/// The most characters of a property.
const LONGEST: usize = 200;

/// The date of a document without one: that of the ZIP format's beginning, since the clock is no part of a result.
const NO_DATE: Date = Date { year: 1980, month: 1, day: 1 };

/// What the properties of the file say.
pub(super) struct Properties<'a> {
    pub(super) title: &'a str,
    pub(super) report: &'a Report,
    pub(super) date: Option<Date>,
}

/// The file.
pub(super) fn bytes(package: XMLDocx) -> io::Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    package.pack(&mut file).map_err(io::Error::other)?;
    Ok(file.into_inner())
}

/// Its parts.
pub(super) fn parts(properties: &Properties, blocks: &[Block], figures: &[Figure], words: Words) -> XMLDocx {
    let mut package = Docx::new().footer(Footer::new()).build();
    package.document = document(blocks, words);
    package.document_rels = relationships(figures);
    package.styles = styles::part(words.0);
    package.font_table = styles::fonts();
    package.settings = settings();
    package.numberings = Xml::part("w:numbering", &[("xmlns:w", WORD)], |_| {});
    package.footers = vec![footer(words)];
    package.doc_props.core = core(properties);
    package.doc_props.app = application(properties.report);
    package.media = (1..).zip(figures).map(|(n, f)| (format!("figure{n}"), f.png.clone())).collect();
    package
}

/// The part `word/document.xml`.
fn document(blocks: &[Block], words: Words) -> Vec<u8> {
    let spaces = [
        ("xmlns:w", WORD),
        ("xmlns:r", RELATIONS),
        ("xmlns:wp", IN_WORD),
        ("xmlns:a", DRAWING),
        ("xmlns:pic", PICTURE),
    ];
    Xml::part("w:document", &spaces, |xml| {
        xml.element("w:body", &[], |xml| body::write(blocks, words, xml));
    })
}

/// The part `word/_rels/document.xml.rels`.
fn relationships(figures: &[Figure]) -> Vec<u8> {
    let mut targets: Vec<(String, &str, String)> =
        [("styles", "styles.xml"), ("fontTable", "fontTable.xml"), ("settings", "settings.xml")]
            .into_iter()
            .zip(1..)
            .map(|((kind, target), n)| (format!("rId{n}"), kind, target.to_owned()))
            .collect();
    targets.push((FOOTER.to_owned(), "footer", "footer1.xml".to_owned()));
    let of_figure = |number: usize| (relationship(number), "image", format!("media/figure{number}.png"));
    targets.extend((1..=figures.len()).map(of_figure));
    Xml::part("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in &targets {
            let kind = format!("{RELATIONS}/{kind}");
            xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    })
}

/// The part `word/settings.xml`.
fn settings() -> Vec<u8> {
    Xml::part("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.value("w:defaultTabStop", 420);
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            xml.empty("w:balanceSingleByteDoubleByteWidth", &[]);
            xml.empty("w:useFELayout", &[]);
            let uri = "http://schemas.microsoft.com/office/word";
            let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
            xml.empty("w:compatSetting", &mode);
        });
    })
}

/// The part `word/footer1.xml`: the number of the page between two dashes.
fn footer(words: Words) -> Vec<u8> {
    use super::paragraph::{Paragraph, Run};
    let dash = |text: &str| Run::Text(text.to_owned());
    let number = Run::Field { instruction: " PAGE ".to_owned(), shown: "1".to_owned() };
    let runs = vec![dash("— "), number, dash(" —")];
    Xml::part("w:ftr", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)], |xml| {
        Paragraph::new(styles::FOOTER, runs).write(None, words, xml);
    })
}

/// The part `docProps/core.xml`: title, author and dates.
fn core(properties: &Properties) -> Vec<u8> {
    let report = properties.report;
    let date = format!("{}T00:00:00Z", properties.date.unwrap_or(NO_DATE));
    let author = report.project.maker.as_deref().filter(|maker| !maker.trim().is_empty());
    let author = shortened(author.unwrap_or(report.program.name), LONGEST);
    let spaces: [(&str, &str); 4] = [
        ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", &spaces, |xml| {
        xml.plain("dc:title", &[], &shortened(properties.title, LONGEST));
        xml.plain("dc:creator", &[], &author);
        xml.plain("cp:lastModifiedBy", &[], &author);
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.plain(name, &[("xsi:type", "dcterms:W3CDTF")], &date);
        }
        xml.plain("dc:language", &[], report.project.language);
    })
}

/// The part `docProps/app.xml`: the program.
fn application(report: &Report) -> Vec<u8> {
    let of = format!("{OFFICE}/extended-properties");
    Xml::part("Properties", &[("xmlns", &of)], |xml| {
        xml.plain("Application", &[], &format!("{} {}", report.program.name, report.program.version));
    })
}
