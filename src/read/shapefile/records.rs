//! Where the records of a `.shp` lie: told by its index, the `.shx`, where that fits it, else by going through it.
//!
//! Programs that change a shape append it and leave the old one behind; only the index then knows which one counts.
//! Lengths and offsets are big-endian and count words of 16 bits.

use std::ops::Range;

use super::super::little_endian::size_at;
use super::super::wkb::Damage;

/// Bytes of the header of either file.
const HEADER: usize = 100;
/// Bytes that lead a record: its number and length; and bytes of an entry of the index.
const LEAD: usize = 8;
/// Where the header has the length of the file.
const LENGTH: usize = 24;

/// The records of a `.shp`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Records {
    /// Where the content of each lies, in the order of the layer.
    pub(super) contents: Vec<Range<usize>>,
    /// Whether the file ends before its records do.
    pub(super) is_cut: bool,
    /// How many bytes follow the end that the header states.
    pub(super) after_end: usize,
    /// Whether there is an index that does not fit the file.
    pub(super) is_index_wrong: bool,
}

/// Finds the records of a `.shp`.
///
/// # Errors
/// It does not have the header of one.
pub(super) fn find(shp: &[u8], index: Option<&[u8]>) -> Result<Records, Damage> {
    let stated = stated_length(shp)?;
    if let Some(contents) = index.and_then(|index| indexed(shp, index)) {
        return Ok(Records { contents, ..Records::default() });
    }
    let mut records = Records { is_index_wrong: index.is_some(), ..Records::default() };
    let end = stated.min(shp.len());
    let mut at = HEADER;
    while at < end {
        match content_of(shp, at).filter(|content| content.end <= end) {
            Some(content) => {
                at = content.end;
                records.contents.push(content);
            }
            None => {
                records.is_cut = true;
                return Ok(records);
            }
        }
    }
    records.is_cut = stated > shp.len();
    records.after_end = shp.len() - end;
    Ok(records)
}

/// The length that a header states, in bytes.
fn stated_length(file: &[u8]) -> Result<usize, Damage> {
    if file.len() < HEADER {
        return Err("read.damage.short");
    }
    match words_at(file, LENGTH) {
        Some(length) if file.starts_with(b"\0\0\x27\x0A") && length >= HEADER => Ok(length),
        _ => Err("read.damage.header"),
    }
}

/// The content of the record that begins at this byte.
fn content_of(shp: &[u8], at: usize) -> Option<Range<usize>> {
    let length = words_at(shp, at.checked_add(4)?)?;
    let begin = at + LEAD;
    let end = begin.checked_add(length)?;
    (end <= shp.len()).then_some(begin..end)
}

/// The contents that the index leads to; `None` where it does not fit the file: an entry leads out of it, or all
/// together they are longer than it is, so that some overlap.
fn indexed(shp: &[u8], index: &[u8]) -> Option<Vec<Range<usize>>> {
    if stated_length(index) != Ok(index.len()) {
        return None;
    }
    let mut left = shp.len();
    let entries = index.get(HEADER..)?.chunks_exact(LEAD);
    entries
        .map(|entry| {
            let (at, length) = (words_at(entry, 0)?, words_at(entry, 4)?);
            if length == 0 {
                // A shape that was deleted.
                return Some(0..0);
            }
            let content = content_of(shp, at).filter(|_| at >= HEADER)?;
            left = left.checked_sub(content.len())?;
            Some(content)
        })
        .collect()
}

/// The bytes that a big-endian number of words stands for.
fn words_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = u32::try_from(size_at(bytes, at)?).ok()?.swap_bytes();
    usize::try_from(number).ok()?.checked_mul(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header and records of these contents' lengths in words.
    fn file(lengths: &[u32]) -> Vec<u8> {
        let mut file = b"\0\0\x27\x0A".to_vec();
        file.resize(HEADER, 0);
        for (number, length) in (1_u32..).zip(lengths) {
            file.extend(number.to_be_bytes());
            file.extend(length.to_be_bytes());
            file.resize(file.len() + 2 * *length as usize, 7);
        }
        stated(file)
    }

    fn index(entries: &[(u32, u32)]) -> Vec<u8> {
        let mut index = file(&[]);
        entries
            .iter()
            .for_each(|(at, length)| index.extend([at.to_be_bytes(), length.to_be_bytes()].concat()));
        stated(index)
    }

    fn stated(mut file: Vec<u8>) -> Vec<u8> {
        let words = u32::try_from(file.len() / 2).unwrap();
        file[LENGTH..LENGTH + 4].copy_from_slice(&words.to_be_bytes());
        file
    }

    #[test]
    fn records_follow_each_other() {
        let records = find(&file(&[2, 5]), None).unwrap();
        assert_eq!(records, Records { contents: vec![108..112, 120..130], ..Records::default() });
        assert_eq!(find(&file(&[]), None), Ok(Records::default()));
    }

    /// The second record was changed: its new shape stands at the end, at word 65.
    #[test]
    fn the_index_tells_which_record_counts() {
        let shp = file(&[2, 5, 3]);
        let records = find(&shp, Some(&index(&[(50, 2), (65, 3)]))).unwrap();
        assert_eq!(records.contents, [108..112, 138..144]);
        for wrong in [index(&[(50, 2), (72, 3)]), index(&[(0, 2)]), index(&[(56, 5); 20]), b"abc".to_vec()] {
            let records = find(&shp, Some(&wrong)).unwrap();
            assert_eq!((records.contents.len(), records.is_index_wrong), (3, true));
        }
    }

    #[test]
    fn a_cut_file_keeps_what_is_whole() {
        let whole = file(&[2, 5]);
        for length in HEADER..whole.len() {
            let records = find(&whole[..length], None).unwrap();
            assert!(records.is_cut);
            assert_eq!(records.contents.len(), usize::from(length >= 112));
        }
        assert_eq!(find(&whole[..99], None), Err("read.damage.short"));
        assert_eq!(find(&[0; 200], None), Err("read.damage.header"));
        let longer = [whole.as_slice(), b"more"].concat();
        assert_eq!(find(&longer, None).unwrap().after_end, 4);
    }
}
