//! A figure on its page.

use super::Figure;
use super::page::{ACROSS, Page, UPRIGHT};
use super::xml::Xml;

/// English Metric Units of a millimetre and of a twip.
const OF_MILLIMETRE: f64 = 36_000.0;
const OF_TWIP: f64 = 635.0;

/// Room for the caption below a figure, in twips: 20 mm.
const CAPTION: usize = 1134;

/// A figure with the size at which it is shown.
#[derive(Debug)]
pub(super) struct Placed {
    number: usize,
    caption: String,
    /// In English Metric Units.
    size: (u64, u64),
}

/// The relationship by which a figure finds its picture.
pub(super) fn relationship(number: usize) -> String {
    format!("rIdFigure{number}")
}

/// Width and height of a figure in English Metric Units.
fn natural(figure: &Figure) -> (f64, f64) {
    let at_least_1 = |millimetres: f64| millimetres.max(1.0) * OF_MILLIMETRE;
    (at_least_1(figure.width_mm), at_least_1(figure.height_mm))
}

/// By how much a figure is made smaller to fit a page; never larger than it is.
fn scale(figure: &Figure, page: Page) -> f64 {
    let (width, height) = natural(figure);
    let room = |twips: usize| twips as f64 * OF_TWIP;
    (room(page.width()) / width).min(room(page.height() - CAPTION) / height).min(1.0)
}

/// Whether a figure is larger on a page that is laid across.
pub(super) fn lies_across(figure: &Figure) -> bool {
    scale(figure, ACROSS) > scale(figure, UPRIGHT)
}

/// A figure on a page.
pub(super) fn placed(figure: &Figure, number: usize, page: Page) -> Placed {
    let (width, height) = natural(figure);
    let scale = scale(figure, page);
    let size = ((width * scale).round() as u64, (height * scale).round() as u64);
    Placed { number, caption: figure.caption.clone(), size }
}

impl Placed {
    pub(super) fn write(&self, xml: &mut Xml) {
        let (width, height) = (self.size.0.to_string(), self.size.1.to_string());
        let id = self.number.to_string();
        let name = format!("Figure {id}");
        let called: [(&str, &str); 3] = [("id", &id), ("name", &name), ("descr", &self.caption)];
        xml.element("w:drawing", &[], |xml| {
            let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
            xml.element("wp:inline", &none, |xml| {
                xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
                xml.empty("wp:docPr", &called);
                xml.element("wp:cNvGraphicFramePr", &[], |xml| {
                    xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
                });
                xml.element("a:graphic", &[], |xml| {
                    xml.element("a:graphicData", &[("uri", super::package::PICTURE)], |xml| {
                        xml.element("pic:pic", &[], |xml| self.picture(&called, &width, &height, xml));
                    });
                });
            });
        });
    }

    fn picture(&self, called: &[(&str, &str)], width: &str, height: &str, xml: &mut Xml) {
        xml.element("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", called);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.element("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", &relationship(self.number))]);
            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.element("pic:spPr", &[], |xml| {
            xml.element("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                xml.empty("a:ext", &[("cx", width), ("cy", height)]);
            });
            xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(width_mm: f64, height_mm: f64) -> Figure {
        Figure { caption: String::new(), png: Vec::new(), width_mm, height_mm }
    }

    /// An A3 map laid across is made smaller to the 225 mm of the text; a small picture keeps its size.
    #[test]
    fn figures_fit_the_text_and_are_never_made_larger() {
        let map = figure(420.0, 297.0);
        assert!(lies_across(&map));
        let (width, height) = placed(&map, 1, ACROSS).size;
        assert!(width <= 225 * 36_000 && height <= 156 * 36_000, "{width} {height}");
        assert!((width as f64 / height as f64 - 420.0 / 297.0).abs() < 1e-5);
        let small = figure(100.0, 80.0);
        assert!(!lies_across(&small));
        assert_eq!(placed(&small, 1, UPRIGHT).size, (3_600_000, 2_880_000));
        assert_eq!(placed(&figure(f64::NAN, -1.0), 1, UPRIGHT).size, (36_000, 36_000));
    }
}
