//! A paragraph and its runs.

use super::super::words::Words;
use super::package::FOOTER;
use super::page::Page;
use super::picture::Placed;
use super::styles;
use super::xml::Xml;
use crate::messages::Language;

/// A paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// The identifier of its style.
    pub(super) style: String,
    /// Whether it stays on the page of what follows, where its style does not say so.
    pub(super) keeps_with_next: bool,
    /// Whether it is a heading, which goes with what it heads.
    pub(super) is_heading: bool,
    /// Where its text stands, where its style does not say so: `right`.
    pub(super) align: Option<&'static str>,
    /// What it holds.
    pub(super) runs: Vec<Run>,
    /// The size of its letters in half-points, where its style does not say so.
    pub(super) size: Option<usize>,
    /// Whether it is bold.
    pub(super) is_bold: bool,
}

/// A part of a paragraph.
#[derive(Debug)]
pub(super) enum Run {
    /// Text.
    Text(String),
    /// A field, with what it shows before it is brought up to date.
    Field {
        /// What it computes.
        instruction: String,
        /// What it shows.
        shown: String,
    },
    /// Where a bookmark begins.
    BookmarkStart {
        /// Its number in the document.
        id: usize,
        /// Its name.
        name: String,
    },
    /// Where it ends.
    BookmarkEnd {
        /// Its number in the document.
        id: usize,
    },
    /// A picture.
    Picture(Placed),
}

impl Paragraph {
    pub(super) fn new(style: impl Into<String>, runs: Vec<Run>) -> Self {
        Self {
            style: style.into(),
            keeps_with_next: false,
            is_heading: false,
            align: None,
            runs,
            size: None,
            is_bold: false,
        }
    }

    pub(super) fn of_text(style: impl Into<String>, text: &str) -> Self {
        Self::new(style, vec![Run::Text(text.to_owned())])
    }

    /// A paragraph of no height, for a section that ends with a table.
    pub(super) fn unseen() -> Self {
        Self { size: Some(2), ..Self::new(styles::TABLE_TEXT, Vec::new()) }
    }

    /// Writes it, as the last one of a section where `section` names its page.
    pub(super) fn write(&self, section: Option<Page>, words: Words, xml: &mut Xml) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", &self.style);
                if self.keeps_with_next {
                    xml.empty("w:keepNext", &[]);
                }
                if let Some(align) = self.align {
                    xml.value("w:jc", align);
                }
                if self.runs.is_empty() && self.size.is_some() {
                    xml.element("w:rPr", &[], |xml| self.sizes(xml));
                }
                if let Some(page) = section {
                    page.section(FOOTER, xml);
                }
            });
            for run in &self.runs {
                self.run(run, words.0, xml);
            }
        });
    }

    fn run(&self, run: &Run, language: Language, xml: &mut Xml) {
        let mut piece = |inside: &dyn Fn(&mut Xml)| {
            xml.element("w:r", &[], |xml| {
                self.properties(language, xml);
                inside(xml);
            });
        };
        match run {
            Run::Text(text) => piece(&|xml| xml.text("w:t", text)),
            Run::Field { instruction, shown } => {
                let mark = |kind: &'static str| {
                    move |xml: &mut Xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)])
                };
                piece(&mark("begin"));
                piece(&|xml| xml.text("w:instrText", instruction));
                piece(&mark("separate"));
                piece(&|xml| xml.text("w:t", shown));
                piece(&mark("end"));
            }
            Run::BookmarkStart { id, name } => {
                xml.empty("w:bookmarkStart", &[("w:id", &id.to_string()), ("w:name", name)]);
            }
            Run::BookmarkEnd { id } => xml.empty("w:bookmarkEnd", &[("w:id", &id.to_string())]),
            Run::Picture(picture) => piece(&|xml| picture.write(xml)),
        }
    }

    /// In Chinese text, marks that both scripts have (“”—…) are those of the Chinese font.
    fn properties(&self, language: Language, xml: &mut Xml) {
        if language == Language::En && !self.is_bold && self.size.is_none() {
            return;
        }
        xml.element("w:rPr", &[], |xml| {
            if language == Language::ZhCn {
                xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
            }
            if self.is_bold {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            self.sizes(xml);
        });
    }

    fn sizes(&self, xml: &mut Xml) {
        if let Some(size) = self.size {
            xml.value("w:sz", size);
            xml.value("w:szCs", size);
        }
    }
}
