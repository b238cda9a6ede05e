//! The document before it is known how it looks: headings, sentences, tables and figures, in their order.

use super::super::words::Words;
use super::Figure;
use super::grid::Grid;
use super::numerals::Counter;
use super::xml::shortened;
use crate::report::{Report, ServiceReport};

/// The most characters of a title or caption.
const LONGEST_TITLE: usize = 120;

/// A part of the document that stands by itself.
#[derive(Debug)]
pub(super) enum Block<'a> {
    /// The title.
    Title(String),
    /// What stands below the title: maker, date, the mark of a draft.
    Byline(String),
    /// A heading with its number.
    Heading {
        /// From 1.
        level: usize,
        /// Number and text.
        text: String,
    },
    /// Sentences.
    Paragraph(Vec<Span>),
    /// A table below its caption, remarks below it.
    Table(Caption, Grid, Vec<String>),
    /// A figure above its caption.
    Figure(Caption, &'a Figure),
}

/// A part of a paragraph.
#[derive(Debug, PartialEq)]
pub(super) enum Span {
    /// Text.
    Text(String),
    /// 表1: a reference that follows when tables are put in or taken out.
    Table(usize),
}

/// What a table or figure is called.
#[derive(Debug)]
pub(super) struct Caption {
    /// Its number among those of its kind, from 1.
    pub(super) number: usize,
    /// Its title.
    pub(super) text: String,
}

/// A document in the making.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) report: &'a Report,
    pub(super) words: Words,
    pub(super) blocks: Vec<Block<'a>>,
    headings: Counter,
    tables: usize,
    figures: usize,
}

impl<'a> Draft<'a> {
    pub(super) fn of(report: &'a Report, words: Words) -> Self {
        Self { report, words, blocks: Vec::new(), headings: Counter::default(), tables: 0, figures: 0 }
    }

    pub(super) fn title(&mut self, text: &str) {
        self.blocks.push(Block::Title(shortened(text, LONGEST_TITLE)));
    }

    /// A line below the title; an empty one is a blank line.
    pub(super) fn byline(&mut self, text: &str) {
        self.blocks.push(Block::Byline(shortened(text, LONGEST_TITLE)));
    }

    /// A heading, numbered by those before it.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let number = self.headings.next(level, self.words.0);
        self.blocks.push(Block::Heading { level, text: number + &shortened(text, LONGEST_TITLE) });
    }

    /// The heading of a section.
    pub(super) fn section(&mut self, key: &str) {
        let text = self.words.label(&format!("words.document.section.{key}"));
        self.heading(1, &text);
    }

    /// A heading with the name of a service, where there are several, and the level of the headings below.
    pub(super) fn service(&mut self, service: &ServiceReport) -> usize {
        if self.report.services.len() < 2 {
            return 2;
        }
        self.heading(2, &service.name);
        3
    }

    /// Sentences; nothing where there are none.
    pub(super) fn paragraph(&mut self, sentences: &[String]) {
        let text = self.joined(sentences);
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(vec![Span::Text(text)]));
        }
    }

    /// Sentences, and at their end where the next table is named.
    pub(super) fn paragraph_before_table(&mut self, sentences: &[String]) {
        // The words are the catalogue's, so that no text of the data stands about the placeholder.
        let see = self.words.label("words.document.see");
        let (before, after) = see.split_once("{table}").unwrap_or((&see, ""));
        let text = self.joined(&[sentences, &[before.to_owned()]].concat());
        let spans = vec![Span::Text(text), Span::Table(self.tables + 1), Span::Text(after.to_owned())];
        self.blocks.push(Block::Paragraph(spans));
    }

    /// A table with its caption, and remarks below it.
    pub(super) fn table(&mut self, title: &str, grid: Grid, remarks: Vec<String>) {
        self.tables += 1;
        let caption = Caption { number: self.tables, text: shortened(title, LONGEST_TITLE) };
        self.blocks.push(Block::Table(caption, grid, remarks));
    }

    /// A figure with its caption.
    pub(super) fn figure(&mut self, figure: &'a Figure) {
        self.figures += 1;
        let caption = Caption { number: self.figures, text: shortened(&figure.caption, LONGEST_TITLE) };
        self.blocks.push(Block::Figure(caption, figure));
    }

    fn joined(&self, sentences: &[String]) -> String {
        let told: Vec<&str> = sentences.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
        told.join(&self.words.label("words.document.between-sentences"))
    }
}
