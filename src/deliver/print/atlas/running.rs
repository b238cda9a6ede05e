//! What every page of the atlas but the cover has below its neat line: the project and the page's number.

use crate::deliver::print::drawing::{Anchor, Drawing, Item, Text, spot};
use crate::deliver::print::{Printing, sheet};

/// The running line.
pub(super) struct Running<'a> {
    printing: &'a Printing<'a>,
}

impl<'a> Running<'a> {
    pub(super) fn of(printing: &'a Printing<'a>) -> Self {
        Self { printing }
    }

    /// The page with its running line.
    pub(super) fn on(&self, mut page: Drawing, number: usize) -> Drawing {
        let words = self.printing.words;
        let sheet = self.printing.project.print.style.atlas;
        let look = self.printing.look(sheet);
        let whole = sheet::whole(sheet, &look);
        let (ink, size) = (look.style.colours.ink, look.small_mm());
        let y = whole.bottom() + size * 1.6;
        let number = words.filled("words.atlas.page", &[("page", &number)]);
        let name = look.cut(&self.printing.report.project.name, size, whole.width * 0.4);
        page.items.push(Item::Text(Text::new(name, spot(whole.left, y), size, ink)));
        let at = spot(whole.centre().x, y);
        page.items.push(Item::Text(Text::new(number, at, size * 1.15, ink).anchored(Anchor::Middle)));
        page
    }
}
