//! Names of fields in at most 10 bytes, which is all that dBase holds.
//!
//! A name that fits stays as it is. In one that does not, the words lose letters from their ends, the longest word
//! first, until it fits; numbers and units (`5min`, `m2`) stay whole, since by them names differ.

use std::collections::BTreeSet;

/// Bytes of a name.
pub(super) const LONGEST: usize = 10;

/// The short names of the fields of a layer, in their order: no two alike, whatever the case of their letters.
///
/// What fits uncut keeps its name even where another one would be cut to the same. Where two are cut to the same, the
/// later one ends in a number: `places_s_2`.
pub(super) fn short_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let clean: Vec<String> = names.into_iter().map(cleaned).collect();
    let mut taken = BTreeSet::new();
    let mut short: Vec<Option<String>> = clean
        .iter()
        .map(|name| (name.len() <= LONGEST && taken.insert(name.to_ascii_lowercase())).then(|| name.clone()))
        .collect();
    for (name, short) in clean.iter().zip(&mut short) {
        if short.is_none() {
            *short = Some(free(&cut(name), &mut taken));
        }
    }
    short.into_iter().flatten().collect()
}

/// The name with nothing in it that a Shapefile's field cannot have, beginning with a letter.
fn cleaned(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("f{name}") }
}

fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2_usize;
    while !taken.insert(free.to_ascii_lowercase()) {
        let end = format!("_{number}");
        let start: String = name.chars().take(LONGEST.saturating_sub(end.len())).collect();
        free = format!("{}{end}", start.trim_end_matches('_'));
        number += 1;
    }
    free
}

/// The name in at most 10 bytes. It holds ASCII only.
fn cut(name: &str) -> String {
    let mut words: Vec<String> = name.split('_').map(str::to_owned).collect();
    let may_be_cut = |word: &String| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let length = |words: &[String]| words.iter().map(String::len).sum::<usize>() + words.len() - 1;
    while length(&words) > LONGEST {
        // Of equally long words the first is cut: the later ones tell more apart.
        let longest = words.iter_mut().rev().filter(|word| may_be_cut(word)).max_by_key(|word| word.len());
        let Some(word) = longest else { break };
        word.pop();
    }
    // Numbers alone can be too long for the lines between them, and for the name itself.
    let mut short = words.join("_");
    while short.len() > LONGEST
        && let Some(line) = short.find('_')
    {
        short.remove(line);
    }
    short.truncate(LONGEST);
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_cut_and_numbers_stay() {
        let names = [
            "rate_15min",
            "covered_5min_m2",
            "covered_15min_m2",
            "population_rate_5min",
            "households_rate_15min",
            "configuration_rate_2",
            "indicator_11",
            "indicator_2_11",
            "places_planned_1",
            "facilities_planned_12",
            "township_code",
            "nearest_facility",
            "nearest_distance_m",
            "households_rate_1440min",
            "covered_1440min_m2",
        ];
        insta::assert_snapshot!(short_names(names).join("\n"), @"
        rate_15min
        co_5min_m2
        c_15min_m2
        po_ra_5min
        h_ra_15min
        con_rate_2
        indicat_11
        indic_2_11
        pla_plan_1
        fac_pla_12
        towns_code
        near_facil
        nea_dist_m
        hr_1440min
        c1440minm2
        ");
    }

    /// The second is called in full what the first and the last are cut to, the third too but for capitals.
    #[test]
    fn no_two_are_alike() {
        let names = ["places_short", "plac_short", "PLAC_SHORT", "placid_short"];
        assert_eq!(short_names(names).join(" "), "plac_sho_2 plac_short PLAC_SHO_3 plac_sho_4");
        assert_eq!(short_names(["1_township", "名称", "a"]), ["f1_townshi", "f__", "a"]);
    }

    proptest! {
        /// Any names: as many come out, each fits, has only letters, digits and lines, and stands once.
        #[test]
        fn any_names_are_cut_without_collision(names in proptest::collection::vec("[a-c_1-2]{0,14}|\\PC{0,8}", 0..120)) {
            let short = short_names(names.iter().map(String::as_str));
            prop_assert_eq!(short.len(), names.len());
            let distinct: BTreeSet<String> = short.iter().map(|name| name.to_ascii_lowercase()).collect();
            prop_assert_eq!(distinct.len(), names.len());
            for name in &short {
                prop_assert!((1..=LONGEST).contains(&name.len()), "{}", name);
                prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{}", name);
                prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()), "{}", name);
            }
        }
    }
}
