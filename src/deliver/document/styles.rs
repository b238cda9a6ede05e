//! The styles: those of 公文 (GB/T 9704) in Chinese, their like in English; by their built-in names, so that Word and
//! WPS know them.

use super::xml::Xml;
use crate::messages::Language;

pub(super) const TITLE: &str = "Title";
pub(super) const BYLINE: &str = "Subtitle";
pub(super) const BODY: &str = "BodyText";
pub(super) const CAPTION: &str = "Caption";
pub(super) const FIGURE: &str = "Figure";
pub(super) const REMARK: &str = "Remark";
pub(super) const TABLE: &str = "TableGrid";
pub(super) const TABLE_TEXT: &str = "TableText";
pub(super) const TABLE_HEADING: &str = "TableHeading";
pub(super) const FOOTER: &str = "Footer";

/// The size of a table's letters where nothing else is said (小五), in half-points.
pub(super) const TABLE_SIZE: usize = 18;

/// The style of a heading of this level, from 1.
pub(super) fn heading(level: usize) -> String {
    format!("Heading{level}")
}

/// Fonts that Word and WPS have in China; of the title's the usual office machine has it by rule.
const SONG: &str = "宋体";
const FANG_SONG: &str = "仿宋";
const HEI: &str = "黑体";
const KAI: &str = "楷体";
const TITLE_SONG: &str = "方正小标宋简体";
const TIMES: &str = "Times New Roman";
const ARIAL: &str = "Arial";

/// What letters look like.
#[derive(Clone, Copy)]
struct Letters {
    chinese: &'static str,
    latin: &'static str,
    /// In half-points.
    size: usize,
    is_bold: bool,
}

/// How lines stand.
#[derive(Clone, Copy)]
struct Lines {
    /// Points from line to line; `None`: as high as the letters.
    exactly: Option<usize>,
    /// Points.
    before: usize,
    /// Points.
    after: usize,
    /// The indent of the first line, in characters.
    indent: usize,
    align: &'static str,
    keeps_with_next: bool,
}

/// The look of a language.
struct Look {
    title: (Letters, Lines),
    byline: (Letters, Lines),
    headings: [(Letters, Lines); 3],
    body: (Letters, Lines),
    caption: Letters,
    remark: Letters,
    table: Letters,
    footer: Letters,
}

const fn letters(chinese: &'static str, latin: &'static str, size: usize) -> Letters {
    Letters { chinese, latin, size, is_bold: false }
}

const fn bold(letters: Letters) -> Letters {
    Letters { is_bold: true, ..letters }
}

const fn lines(exactly: usize, before: usize, after: usize, indent: usize, align: &'static str) -> Lines {
    Lines { exactly: Some(exactly), before, after, indent, align, keeps_with_next: false }
}

const fn kept(lines: Lines) -> Lines {
    Lines { keeps_with_next: true, ..lines }
}

/// 标题二号小标宋，正文三号仿宋，一级黑体、二级楷体、三级仿宋加粗，行距固定值28磅，首行缩进2字符。
/// Lines are not stretched to the margin: between numbers, which do not break, they would have holes.
const CHINESE: Look = Look {
    title: (letters(TITLE_SONG, TIMES, 44), kept(lines(36, 0, 14, 0, "center"))),
    byline: (letters(KAI, TIMES, 32), lines(28, 0, 0, 0, "center")),
    headings: [
        (letters(HEI, TIMES, 32), kept(lines(28, 0, 0, 2, "left"))),
        (letters(KAI, TIMES, 32), kept(lines(28, 0, 0, 2, "left"))),
        (bold(letters(FANG_SONG, TIMES, 32)), kept(lines(28, 0, 0, 2, "left"))),
    ],
    body: (letters(FANG_SONG, TIMES, 32), lines(28, 0, 0, 2, "left")),
    caption: letters(HEI, TIMES, 24),
    remark: letters(KAI, TIMES, 21),
    table: letters(SONG, TIMES, TABLE_SIZE),
    footer: letters(SONG, TIMES, 28),
};

const ENGLISH: Look = Look {
    title: (bold(letters(HEI, ARIAL, 40)), kept(lines(28, 0, 10, 0, "center"))),
    byline: (letters(KAI, TIMES, 24), lines(20, 0, 0, 0, "center")),
    headings: [
        (bold(letters(HEI, ARIAL, 30)), kept(lines(20, 16, 6, 0, "left"))),
        (bold(letters(HEI, ARIAL, 26)), kept(lines(18, 12, 4, 0, "left"))),
        (bold(letters(HEI, ARIAL, 23)), kept(lines(17, 8, 3, 0, "left"))),
    ],
    body: (letters(SONG, TIMES, 23), lines(17, 0, 6, 0, "both")),
    caption: bold(letters(HEI, ARIAL, 20)),
    remark: letters(KAI, TIMES, 19),
    table: letters(SONG, TIMES, TABLE_SIZE),
    footer: letters(SONG, TIMES, 22),
};

/// The part `word/styles.xml`.
pub(super) fn part(language: Language) -> Vec<u8> {
    let look = match language {
        Language::ZhCn => &CHINESE,
        Language::En => &ENGLISH,
    };
    let across = |before, after, align, keeps_with_next| Lines {
        exactly: None,
        before,
        after,
        indent: 0,
        align,
        keeps_with_next,
    };
    Xml::part("w:styles", &[("xmlns:w", super::package::WORD)], |xml| {
        defaults(look, xml);
        let mut of = |id: &str, name: &str, outline, (letters, lines): (Letters, Lines)| {
            style(id, name, outline, letters, lines, xml);
        };
        of(TITLE, "Title", None, look.title);
        of(BYLINE, "Subtitle", None, look.byline);
        for (level, heading_of) in (1..).zip(look.headings) {
            of(&heading(level), &format!("heading {level}"), Some(level - 1), heading_of);
        }
        of(BODY, "Body Text", None, look.body);
        // Within a table the caption above it, and a figure above its caption, stay together by the paragraph.
        of(CAPTION, "caption", None, (look.caption, across(8, 4, "center", false)));
        of(FIGURE, "Figure", None, (look.body.0, across(6, 0, "center", true)));
        of(REMARK, "Remark", None, (look.remark, across(3, 10, "left", false)));
        of(TABLE_TEXT, "Table Text", None, (look.table, across(0, 0, "left", false)));
        let heading = Letters { chinese: HEI, ..bold_in_english(look.table, language) };
        of(TABLE_HEADING, "Table Heading", None, (heading, across(0, 0, "center", true)));
        of(FOOTER, "footer", None, (look.footer, across(0, 0, "center", false)));
        table_style(xml);
    })
}

/// 黑体 is a heading by itself.
fn bold_in_english(letters: Letters, language: Language) -> Letters {
    Letters { is_bold: language == Language::En, ..letters }
}

fn defaults(look: &Look, xml: &mut Xml) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                run_properties(look.body.0, xml);
                xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
            });
        });
        xml.element("w:pPrDefault", &[], |_| {});
    });
    let default = |xml: &mut Xml, kind: &str, id: &str, name: &str, inside: &dyn Fn(&mut Xml)| {
        xml.element("w:style", &[("w:type", kind), ("w:default", "1"), ("w:styleId", id)], |xml| {
            xml.value("w:name", name);
            inside(xml);
        });
    };
    default(xml, "paragraph", "Normal", "Normal", &|xml| xml.empty("w:qFormat", &[]));
    default(xml, "character", "DefaultParagraphFont", "Default Paragraph Font", &|xml| {
        xml.value("w:uiPriority", 1);
        xml.empty("w:semiHidden", &[]);
        xml.empty("w:unhideWhenUsed", &[]);
    });
    default(xml, "table", "TableNormal", "Normal Table", &|xml| {
        xml.value("w:uiPriority", 99);
        xml.empty("w:semiHidden", &[]);
        xml.empty("w:unhideWhenUsed", &[]);
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
            cell_margins(0, xml);
        });
    });
}

fn style(id: &str, name: &str, outline: Option<usize>, letters: Letters, lines: Lines, xml: &mut Xml) {
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", id)], |xml| {
        xml.value("w:name", name);
        xml.value("w:basedOn", "Normal");
        if outline.is_some() || id == TITLE || id == BYLINE {
            xml.value("w:next", BODY);
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| paragraph_properties(lines, letters.size, outline, xml));
        xml.element("w:rPr", &[], |xml| run_properties(letters, xml));
    });
}

fn paragraph_properties(lines: Lines, size: usize, outline: Option<usize>, xml: &mut Xml) {
    if lines.keeps_with_next {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    let twips = |points: usize| (points * 20).to_string();
    let (line, rule) = match lines.exactly {
        Some(points) => (twips(points), "exact"),
        None => ("240".to_owned(), "auto"),
    };
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &twips(lines.before)),
            ("w:after", &twips(lines.after)),
            ("w:line", &line),
            ("w:lineRule", rule),
        ],
    );
    if lines.indent > 0 {
        // A character is as wide as the letters are high.
        let (of_characters, of_twips) = (lines.indent * 100, lines.indent * size * 10);
        xml.empty(
            "w:ind",
            &[("w:firstLineChars", &of_characters.to_string()), ("w:firstLine", &of_twips.to_string())],
        );
    }
    xml.value("w:jc", lines.align);
    if let Some(level) = outline {
        xml.value("w:outlineLvl", level);
    }
}

fn run_properties(letters: Letters, xml: &mut Xml) {
    let (latin, chinese) = (letters.latin, letters.chinese);
    xml.empty(
        "w:rFonts",
        &[("w:ascii", latin), ("w:eastAsia", chinese), ("w:hAnsi", latin), ("w:cs", latin)],
    );
    if letters.is_bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    xml.value("w:sz", letters.size);
    xml.value("w:szCs", letters.size);
}

fn table_style(xml: &mut Xml) {
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", TABLE)], |xml| {
        xml.value("w:name", "Table Grid");
        xml.value("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                for (side, eighths) in [
                    ("top", "8"),
                    ("left", "4"),
                    ("bottom", "8"),
                    ("right", "4"),
                    ("insideH", "4"),
                    ("insideV", "4"),
                ] {
                    xml.empty(
                        &format!("w:{side}"),
                        &[("w:val", "single"), ("w:sz", eighths), ("w:space", "0"), ("w:color", "000000")],
                    );
                }
            });
            cell_margins(super::layout::PADDING, xml);
        });
    });
}

/// The blank at the sides of cells, in twips.
fn cell_margins(sides: usize, xml: &mut Xml) {
    let sides = sides.to_string();
    xml.element("w:tblCellMar", &[], |xml| {
        for (side, width) in [("top", "0"), ("left", &sides), ("bottom", "0"), ("right", &sides)] {
            xml.empty(&format!("w:{side}"), &[("w:w", width), ("w:type", "dxa")]);
        }
    });
}

/// The part `word/fontTable.xml`: by which other name a machine may know a font, and what is like it.
pub(super) fn fonts() -> Vec<u8> {
    // Name, other name, family, character set (86: GB 2312).
    let fonts = [
        (SONG, "SimSun", "auto", "86"),
        (FANG_SONG, "仿宋_GB2312", "modern", "86"),
        (HEI, "SimHei", "modern", "86"),
        (KAI, "楷体_GB2312", "modern", "86"),
        (TITLE_SONG, "FZXiaoBiaoSong-B05S", "auto", "86"),
        (TIMES, "Liberation Serif", "roman", "00"),
        (ARIAL, "Liberation Sans", "swiss", "00"),
    ];
    Xml::part("w:fonts", &[("xmlns:w", super::package::WORD)], |xml| {
        for (name, other, family, characters) in fonts {
            xml.element("w:font", &[("w:name", name)], |xml| {
                xml.value("w:altName", other);
                xml.value("w:charset", characters);
                xml.value("w:family", family);
                xml.value("w:pitch", "variable");
            });
        }
    })
}
