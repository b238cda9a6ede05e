//! The page: A4 with the margins of GB/T 9704, upright or laid across.

use super::xml::Xml;

/// A page and its margins, in twips (twentieths of a point).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    size: (usize, usize),
    top: usize,
    right: usize,
    bottom: usize,
    left: usize,
    /// From the lower edge of the sheet to that of the page number, which stands 7 mm below the text.
    footer: usize,
}

/// Millimetres in twips, rounded.
const fn twips(millimetres: usize) -> usize {
    (millimetres * 14_400 + 127) / 254
}

/// A4 upright: 37 mm above, 35 mm below, 28 mm at the left, 26 mm at the right (天头37毫米，订口28毫米，版心156毫米×225毫米).
pub(super) const UPRIGHT: Page = Page {
    size: (11_906, 16_838),
    top: twips(37),
    right: twips(26),
    bottom: twips(35),
    left: twips(28),
    footer: twips(23),
};

/// A4 laid across: the same, turned.
pub(super) const ACROSS: Page = Page {
    size: (16_838, 11_906),
    top: twips(28),
    right: twips(35),
    bottom: twips(26),
    left: twips(37),
    footer: twips(14),
};

impl Page {
    /// The width of the text.
    pub(super) fn width(self) -> usize {
        self.size.0 - self.left - self.right
    }

    /// The height of the text.
    pub(super) fn height(self) -> usize {
        self.size.1 - self.top - self.bottom
    }

    /// The properties of a section of such pages, with the footer of this relationship.
    pub(super) fn section(self, footer: &str, xml: &mut Xml) {
        let number = |of: usize| of.to_string();
        let (width, height) = (number(self.size.0), number(self.size.1));
        xml.element("w:sectPr", &[], |xml| {
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", footer)]);
            xml.value("w:type", "nextPage");
            let size = [("w:w", width.as_str()), ("w:h", &height)];
            match self.size.0 > self.size.1 {
                true => xml.empty("w:pgSz", &[&size[..], &[("w:orient", "landscape")]].concat()),
                false => xml.empty("w:pgSz", &size),
            }
            xml.empty(
                "w:pgMar",
                &[
                    ("w:top", &number(self.top)),
                    ("w:right", &number(self.right)),
                    ("w:bottom", &number(self.bottom)),
                    ("w:left", &number(self.left)),
                    ("w:header", &number(twips(15))),
                    ("w:footer", &number(self.footer)),
                    ("w:gutter", "0"),
                ],
            );
            xml.empty("w:cols", &[("w:space", "425")]);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a page is 156 mm × 225 mm (版心); a twip is 1/56.7 mm.
    #[test]
    fn the_text_has_the_size_of_the_standard() {
        let millimetres = |twips: usize| (twips as f64 / 56.692_9 * 10.0).round() / 10.0;
        assert_eq!([UPRIGHT.width(), UPRIGHT.height()].map(millimetres), [156.0, 225.0]);
        assert_eq!([ACROSS.width(), ACROSS.height()].map(millimetres), [225.0, 156.0]);
    }
}
