//! Parcels that share land, pair by pair.

use super::world::{TestWorld, overlapping};
use crate::messages::Language;
use crate::note::Note;

fn told(world: &TestWorld) -> Vec<Note> {
    let notes = world.report().unworded_notes.in_full();
    notes.into_iter().filter(|note| note.code.starts_with("parcels-overlap")).collect()
}

/// 小区1 and 4, 1 and 2 share 100 m × 100 m, 2 and 3 share 150 m, 1 and 3 share 50 m: 350 m × 100 m too much in all.
#[test]
fn each_pair_has_its_note_and_place() {
    let notes = told(&overlapping());
    assert_eq!(notes[0].code, "parcels-overlaps");
    assert_eq!(
        notes[0].message(Language::En),
        "parcels cover 35000.0 m² of land more than once; overlapping pairs, without duplicates: 4"
    );
    assert!(notes.iter().all(|note| note.place.is_some()), "{notes:?}");
    let message = |note: &Note, language| {
        let name = note.feature.as_ref().and_then(|feature| feature.name.clone()).unwrap_or_default();
        let message = note.message(language);
        let until = message.find(" near").or_else(|| message.find("，位于")).unwrap_or(message.len());
        format!("{name}: {}", &message[..until])
    };
    let all = |language| {
        let mut all: Vec<String> = notes[1..].iter().map(|note| message(note, language)).collect();
        all[1..].sort();
        all.join("\n")
    };
    insta::assert_snapshot!(all(Language::En), @"
    小区2: overlaps feature 3 (`小区3`) by 15000.0 m²
    小区1: overlaps feature 2 (`小区2`) by 10000.0 m²
    小区1: overlaps feature 3 (`小区3`) by 5000.0 m²
    小区1: overlaps feature 4 (`小区4`) by 10000.0 m²
    ");
    insta::assert_snapshot!(all(Language::ZhCn), @"
    小区2: 与第 3 个要素（`小区3`）重叠 15000.0 平方米
    小区1: 与第 2 个要素（`小区2`）重叠 10000.0 平方米
    小区1: 与第 3 个要素（`小区3`）重叠 5000.0 平方米
    小区1: 与第 4 个要素（`小区4`）重叠 10000.0 平方米
    ");
}

/// Duplicates are told by the model: they are no pair here, and no neighbour that is looked at.
#[test]
fn duplicates_are_no_pairs() {
    let mut world = overlapping();
    for parcel in [1, 2, 3] {
        world.study.parcels[parcel].duplicate_of = Some(0);
    }
    world.coverage = crate::coverage::Coverage::of(&world.study);
    let notes = told(&world);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].message(Language::ZhCn).ends_with("有 0 对地块重叠"));
}
