//! The `.dbf`: what the features say, as dBase III has it.
//!
//! A field is as wide as its longest value, which is known when all values are. Until then they are held in bytes.

use std::io::{self, Write};

use super::super::layers::{Field, Kind, Value};
use super::text;
use crate::project::ShapefileEncoding;

/// So many fields dBase holds.
pub(super) const MOST_FIELDS: usize = 255;
/// Digits of a number, with sign and point. No figure of the layers is longer; ArcGIS and GDAL take them.
const LONGEST_NUMBER: usize = 24;

/// What is known of the values of a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Bytes of the longest.
    longest: u8,
    /// How many texts were cut.
    pub(super) cut: usize,
    /// How many texts have replaced characters.
    pub(super) replaced: usize,
}

/// The values of features, field by field, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    /// Each value led by how many bytes it has.
    bytes: Vec<u8>,
    pub(super) records: u64,
    pub(super) measures: Vec<Measure>,
}

impl Values {
    /// None yet, of so many fields.
    pub(super) fn of(fields: usize) -> Self {
        Self { measures: vec![Measure::default(); fields.min(MOST_FIELDS)], ..Self::default() }
    }

    /// Adds what a feature says.
    pub(super) fn push(&mut self, fields: &[Field], values: &[Value], encoding: ShapefileEncoding) {
        self.records += 1;
        for ((field, value), measure) in fields.iter().zip(values).zip(&mut self.measures) {
            let value = match value {
                Value::Nothing => Vec::new(),
                Value::Text(text) => {
                    let encoded = encoding.encode(text);
                    measure.cut += usize::from(encoded.is_cut);
                    measure.replaced += usize::from(encoded.is_replaced);
                    encoded.bytes
                }
                Value::Whole(number) => number.to_string().into_bytes(),
                Value::Number(number) => digits(*number, decimals(field.kind)).into_bytes(),
            };
            let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
            measure.longest = measure.longest.max(length);
            self.bytes.push(length);
            self.bytes.extend(value.iter().take(usize::from(length)));
        }
    }

    /// Adds the values of further features of the same fields.
    pub(super) fn append(&mut self, other: &Self) {
        self.bytes.extend_from_slice(&other.bytes);
        self.records += other.records;
        for (measure, other) in self.measures.iter_mut().zip(&other.measures) {
            measure.longest = measure.longest.max(other.longest);
            measure.cut += other.cut;
            measure.replaced += other.replaced;
        }
    }

    /// How the fields stand in the table.
    pub(super) fn columns(&self, fields: &[Field], names: &[String]) -> Vec<Column> {
        let named = fields.iter().zip(names).zip(&self.measures);
        named.map(|((field, name), measure)| Column::of(field.kind, name, measure.longest)).collect()
    }
}

/// A number with its decimals; "does not apply" where it is none.
fn digits(number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let plain = format!("{number:.*}", usize::from(decimals));
    if plain.len() > LONGEST_NUMBER { format!("{number:e}") } else { plain }
}

fn decimals(kind: Kind) -> u8 {
    match kind {
        Kind::Text | Kind::Whole => 0,
        Kind::Number(decimals) => u8::try_from(decimals).unwrap_or(0),
    }
}

/// A field of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// `C` text, `N` a number.
    letter: char,
    width: u8,
    decimals: u8,
}

impl Column {
    /// At least so wide that one can type something else into it; whole numbers so that GIS read them as such.
    fn of(kind: Kind, name: &str, longest: u8) -> Self {
        let decimals = decimals(kind);
        let (letter, least) = match kind {
            Kind::Text => ('C', 10),
            Kind::Whole => ('N', 9),
            Kind::Number(_) => ('N', 11 + decimals),
        };
        Self { name: name.to_owned(), letter, width: longest.max(least), decimals }
    }

    /// Its type as it is usually told: `C(20)`, `N(18,7)`.
    pub(super) fn told(&self) -> String {
        match self.decimals {
            0 => format!("{}({})", self.letter, self.width),
            decimals => format!("{}({},{decimals})", self.letter, self.width),
        }
    }

    /// Its description in the header.
    fn described(&self) -> [u8; 32] {
        let mut described = [0; 32];
        // The name is ASCII, and shorter than the 11 bytes that it has there: a NUL ends it.
        for (to, from) in described.iter_mut().zip(self.name.bytes().take(super::names::LONGEST)) {
            *to = from;
        }
        let [.., kind, _, _, _, _, width, decimals, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            &mut described;
        (*kind, *width, *decimals) = (self.letter as u8, self.width, self.decimals);
        described
    }
}

/// The bytes of the whole file.
pub(super) fn length(columns: &[Column], records: u64) -> u64 {
    u64::from(header_length(columns)) + records * u64::from(record_length(columns)) + 1
}

/// 255 fields of 32 bytes fit into the 16 bits that there are for it.
fn header_length(columns: &[Column]) -> u16 {
    u16::try_from(32 + 32 * columns.len() + 1).unwrap_or(u16::MAX)
}

/// 255 fields of 254 bytes fit into the 16 bits that there are for it.
fn record_length(columns: &[Column]) -> u16 {
    columns.iter().fold(1_u16, |length, column| length.saturating_add(u16::from(column.width)))
}

/// Writes the table. Numbers stand at the right of their field, texts at the left; "does not apply" is blanks.
pub(super) fn write(
    columns: &[Column],
    values: &Values,
    encoding: ShapefileEncoding,
    year: Option<i32>,
    to: &mut impl Write,
) -> io::Result<()> {
    const DBASE_III: u8 = 3;
    const END_OF_HEADER: u8 = 0x0d;
    const END: u8 = 0x1a;
    let [year, month, day] = changed(year);
    to.write_all(&[DBASE_III, year, month, day])?;
    to.write_all(&u32::try_from(values.records).unwrap_or(u32::MAX).to_le_bytes())?;
    to.write_all(&header_length(columns).to_le_bytes())?;
    to.write_all(&record_length(columns).to_le_bytes())?;
    to.write_all(&[0; 17])?;
    to.write_all(&[encoding.language_driver(), 0, 0])?;
    for column in columns {
        to.write_all(&column.described())?;
    }
    to.write_all(&[END_OF_HEADER])?;
    let mut rest = values.bytes.as_slice();
    for _ in 0..values.records {
        // Not deleted.
        to.write_all(b" ")?;
        for column in columns {
            let Some((length, after)) = rest.split_first() else { break };
            let (value, after) = after.split_at_checked(usize::from(*length)).unwrap_or((after, &[]));
            rest = after;
            let blanks = [b' '; text::LONGEST];
            let blanks = blanks.get(..usize::from(column.width).saturating_sub(value.len())).unwrap_or(&[]);
            let parts = if column.letter == 'C' { [value, blanks] } else { [blanks, value] };
            to.write_all(&parts.concat())?;
        }
    }
    to.write_all(&[END])
}

/// When the table was changed last, as its header tells: the beginning of the project's year, so that the same data give
/// the same bytes.
fn changed(year: Option<i32>) -> [u8; 3] {
    let since_1900 = year.and_then(|year| u8::try_from(year - 1900).ok());
    [since_1900.unwrap_or(100), 1, 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind) -> Field {
        Field { name: "a".to_owned(), alias: String::new(), kind }
    }

    /// Widths of the longest value or the least; decimals always all there.
    #[test]
    fn fields_are_as_wide_as_their_values() {
        let kinds = [Kind::Text, Kind::Text, Kind::Whole, Kind::Whole, Kind::Number(2), Kind::Number(6)];
        let fields = kinds.map(field);
        let names: Vec<String> = (0..6).map(|n| format!("n{n}")).collect();
        let mut values = Values::of(6);
        let first = [
            Value::Text("新昌".to_owned()),
            Value::Nothing,
            Value::Whole(-3),
            Value::Whole(i64::MIN),
            Value::Number(-1e12),
            Value::Number(0.5),
        ];
        values.push(&fields, &first, ShapefileEncoding::Utf8);
        let long = Value::Text("圈".repeat(200));
        values.push(&fields, &[&[long], &first[1..]].concat(), ShapefileEncoding::Utf8);
        let columns = values.columns(&fields, &names);
        let told: Vec<String> = columns.iter().map(Column::told).collect();
        assert_eq!(told, ["C(252)", "C(10)", "N(9)", "N(20)", "N(17,2)", "N(17,6)"]);
        assert_eq!((values.measures[0].cut, values.measures[1].cut), (1, 0));

        let mut bytes = Vec::new();
        write(&columns, &values, ShapefileEncoding::Utf8, Some(2025), &mut bytes).unwrap();
        assert_eq!(bytes.len() as u64, length(&columns, 2));
        assert_eq!(bytes[..12], [3, 125, 1, 1, 2, 0, 0, 0, 32 + 32 * 6 + 1, 0, 70, 1]);
        let record = &bytes[225..225 + 326];
        let expected = [
            " ".to_owned() + "新昌" + &" ".repeat(246),
            " ".repeat(10),
            "       -3".to_owned(),
            "-9223372036854775808".to_owned(),
            "-1000000000000.00".to_owned(),
            "         0.500000".to_owned(),
        ];
        assert_eq!(String::from_utf8_lossy(record), expected.concat());
        assert_eq!(bytes.last(), Some(&0x1a));
    }

    #[test]
    fn no_number_is_too_long_for_a_field() {
        assert_eq!(digits(1e300, 2), "1e300");
        assert_eq!(digits(f64::MIN_POSITIVE, 2), "0.00");
        assert_eq!(digits(f64::NAN, 2), "");
        assert!(digits(-f64::MAX, 9).len() <= LONGEST_NUMBER);
    }

    #[test]
    fn a_lot_appended_is_as_if_pushed() {
        let fields = [field(Kind::Text)];
        let texts = ["a", "圈圈圈圈", ""].map(|text| [Value::Text(text.to_owned())]);
        let push = |texts: &[[Value; 1]]| {
            let mut values = Values::of(1);
            texts.iter().for_each(|text| values.push(&fields, text, ShapefileEncoding::Gbk));
            values
        };
        let mut halves = push(&texts[..1]);
        halves.append(&push(&texts[1..]));
        assert_eq!(halves, push(&texts));
    }

    #[test]
    fn the_day_of_change_is_that_of_the_project() {
        assert_eq!(changed(Some(2025)), [125, 1, 1]);
        assert_eq!(changed(Some(1800)), [100, 1, 1]);
        assert_eq!(changed(Some(2200)), [100, 1, 1]);
        assert_eq!(changed(None), [100, 1, 1]);
    }
}
