//! The text of the document: paragraphs, tables and figures on pages that are turned where a table needs it.

use super::super::words::Words;
use super::draft::{Block, Caption, Span};
use super::layout::{self, Layout};
use super::package::FOOTER;
use super::page::{ACROSS, Page, UPRIGHT};
use super::paragraph::{Paragraph, Run};
use super::xml::Xml;
use super::{picture, styles, table};

/// So few blocks lie across with the table behind them.
const A_FEW: usize = 4;

/// Writes the blocks as the body of a document.
pub(super) fn write(blocks: &[Block], words: Words, xml: &mut Xml) {
    let layouts: Vec<Option<Layout>> = blocks.iter().map(layout_of).collect();
    let pages = pages(blocks, &layouts);
    let mut body = Body { xml, words, page: UPRIGHT, is_empty: true, held: Vec::new(), bookmarks: 0 };
    for ((block, layout), page) in blocks.iter().zip(&layouts).zip(pages) {
        body.block(block, layout.as_ref(), page);
    }
    body.end();
}

fn layout_of(block: &Block) -> Option<Layout> {
    match block {
        Block::Table(_, grid, _) => Some(layout::of(grid)),
        _ => None,
    }
}

/// The page of each block. A few lines from the beginning of a section to a table that lies across, or between two
/// such tables, lie across with it: else a page would be left with them alone.
fn pages(blocks: &[Block], layouts: &[Option<Layout>]) -> Vec<Page> {
    let lies_across = |(block, layout): (&Block, &Option<Layout>)| match (block, layout) {
        (Block::Figure(_, figure), _) => picture::lies_across(figure),
        (_, layout) => layout.as_ref().is_some_and(|layout| layout.is_across),
    };
    let mut across: Vec<bool> = blocks.iter().zip(layouts).map(lies_across).collect();
    for at in 0..across.len() {
        if across.get(at) == Some(&true) {
            let few = few_before(blocks, &across, at);
            across.iter_mut().take(at).skip(at - few).for_each(|across| *across = true);
        }
    }
    across.into_iter().map(|across| if across { ACROSS } else { UPRIGHT }).collect()
}

/// How many blocks before this one lie across with it.
fn few_before(blocks: &[Block], across: &[bool], at: usize) -> usize {
    for few in 0..=A_FEW.min(at) {
        let Some(before) = at.checked_sub(few + 1) else { return 0 };
        match blocks.get(before) {
            _ if across.get(before) == Some(&true) => return few,
            Some(Block::Heading { level: 1, .. }) => return few + 1,
            Some(Block::Paragraph(_) | Block::Heading { .. }) => {}
            _ => return 0,
        }
    }
    0
}

/// A body in the making.
struct Body<'x> {
    xml: &'x mut Xml,
    words: Words,
    /// The page of the section so far.
    page: Page,
    /// Whether nothing is written in the section so far.
    is_empty: bool,
    /// What is not written yet: the last paragraph, which may have to end the section, and headings behind it, which
    /// may have to begin the next one.
    held: Vec<Paragraph>,
    bookmarks: usize,
}

impl Body<'_> {
    fn block(&mut self, block: &Block, layout: Option<&Layout>, page: Page) {
        self.turn(page);
        match block {
            Block::Title(text) => self.paragraph(Paragraph::of_text(styles::TITLE, text)),
            Block::Byline(text) => self.paragraph(Paragraph::of_text(styles::BYLINE, text)),
            Block::Heading { level, text } => {
                let heading = Paragraph::of_text(styles::heading(*level), text);
                self.held.push(Paragraph { is_heading: true, ..heading });
            }
            Block::Paragraph(spans) => {
                let runs = spans.iter().map(|span| self.run(span)).collect();
                self.paragraph(Paragraph::new(styles::BODY, runs));
            }
            Block::Table(caption, grid, remarks) => {
                let Some(layout) = layout else { return };
                for (at, part) in layout.parts.iter().enumerate() {
                    let caption = match at {
                        0 => self.caption("table", caption),
                        _ => self.continued(caption),
                    };
                    self.paragraph(Paragraph { keeps_with_next: true, ..caption });
                    self.flush();
                    table::write(grid, part, layout.size, self.words, self.xml);
                }
                // Between two tables there must be a paragraph, or they become one.
                let remark = self.words.told("remark", &[]);
                match remarks.is_empty() {
                    true => self.paragraph(Paragraph::new(styles::REMARK, Vec::new())),
                    false => {
                        let text = remark + &self.words.listed(remarks);
                        self.paragraph(Paragraph::of_text(styles::REMARK, &text));
                    }
                }
            }
            Block::Figure(caption, figure) => {
                let picture = Run::Picture(picture::placed(figure, caption.number, page));
                self.paragraph(Paragraph::new(styles::FIGURE, vec![picture]));
                let caption = self.caption("figure", caption);
                self.paragraph(caption);
            }
        }
    }

    fn run(&self, span: &Span) -> Run {
        match span {
            Span::Text(text) => Run::Text(text.clone()),
            Span::Table(number) => Run::Field {
                instruction: format!(" REF {} \\h ", bookmark("table", *number)),
                shown: format!("{}{number}", self.words.label("words.document.caption.table")),
            },
        }
    }

    /// 表1: a label, and a number that follows when others are put in or taken out; a reference may name both.
    fn caption(&mut self, kind: &'static str, caption: &Caption) -> Paragraph {
        self.bookmarks += 1;
        let id = self.bookmarks;
        let label = self.words.label(&format!("words.document.caption.{kind}"));
        let sequence = format!(" SEQ {} \\* ARABIC ", label.trim());
        Paragraph::new(
            styles::CAPTION,
            vec![
                Run::BookmarkStart { id, name: bookmark(kind, caption.number) },
                Run::Text(label),
                Run::Field { instruction: sequence, shown: caption.number.to_string() },
                Run::BookmarkEnd { id },
                Run::Text(self.words.label("words.document.caption.space") + &caption.text),
            ],
        )
    }

    /// The caption of a further part of a table, which has no number of its own.
    fn continued(&self, caption: &Caption) -> Paragraph {
        let values = [("number", &caption.number as _), ("title", &caption.text as _)];
        Paragraph::of_text(styles::CAPTION, &self.words.told("caption.continued", &values))
    }

    /// Writes what is held, and holds this paragraph.
    fn paragraph(&mut self, paragraph: Paragraph) {
        self.flush();
        self.held.push(paragraph);
    }

    fn flush(&mut self) {
        for paragraph in std::mem::take(&mut self.held) {
            paragraph.write(None, self.words, self.xml);
            self.is_empty = false;
        }
    }

    /// Ends the section where the next block needs another page. Headings go with what they head.
    fn turn(&mut self, page: Page) {
        if page == self.page {
            return;
        }
        let headings = self.held.iter().rev().take_while(|paragraph| paragraph.is_heading).count();
        let headings = self.held.split_off(self.held.len() - headings);
        let last = self.held.pop();
        self.flush();
        if last.is_some() || !self.is_empty {
            last.unwrap_or_else(Paragraph::unseen).write(Some(self.page), self.words, self.xml);
        }
        (self.page, self.is_empty, self.held) = (page, true, headings);
    }

    fn end(mut self) {
        self.flush();
        self.page.section(FOOTER, self.xml);
    }
}

/// The name by which a reference finds a caption; a leading line hides it from readers.
fn bookmark(kind: &str, number: usize) -> String {
    format!("_Ref_{kind}_{number}")
}
