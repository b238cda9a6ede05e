//! The facilities as they are today, by category.

use super::Of;
use crate::deliver::print::content::Content;
use crate::deliver::words::amount;
use crate::report::Row;
use crate::style::MapStyle;

/// Facilities on residential land by its use, with their number and places by township.
pub(super) fn content<'a>(of: Of<'a>, map: &MapStyle) -> Content<'a> {
    let words = of.printing.words;
    let mut content = of.content("facilities", "facilities", map, &[]);
    content.layers.extend(of.context());
    content.layers.extend(of.residential());
    content.layers.extend(of.borders());
    content.layers.extend(of.facilities());
    content.places = of.names();
    let figure = |row: &Row| {
        let (count, places) = (row.facilities.count, amount(row.facilities.places));
        words.filled("words.map.facilities-and-places", &[("count", &count), ("places", &places)])
    };
    content.townships = of.township_marks(|_, row| Some(figure(row)));
    let county = &of.told.county.facilities;
    content.figures = vec![
        (words.label("words.map.figure.facilities"), amount(county.count as f64)),
        (words.label("words.map.figure.places"), amount(county.places)),
    ];
    content.method = vec![words.label("words.map.method-facilities")];
    content
}
