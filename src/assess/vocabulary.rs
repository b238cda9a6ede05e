//! Which texts of the facilities the standards name, and which they do not: a way of writing that no standard knows
//! counts as something else, and must not do so in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::World;
use super::phrases::Phrases;
use super::records::comparable;
use crate::field::Field;
use crate::note::{Note, Notes, Severity};
use crate::standard::{Condition, Measure, Quantity, Ratio, Scope, Standard, Test};

/// Tells of the values of each text attribute that some condition asks for, and no condition names.
pub(super) fn note_values(world: World, notes: &mut Notes) {
    let mut named: BTreeMap<Field, BTreeSet<String>> = BTreeMap::new();
    for standard in world.standards() {
        for condition in conditions(standard) {
            let texts = match &condition.test {
                Test::Is(texts) | Test::IsNot(texts) => texts,
                Test::GradeAtLeast(_) => &standard.grades,
                Test::Yes(_) | Test::AtLeast(_) | Test::Below(_) => continue,
            };
            named.entry(condition.field).or_default().extend(texts.iter().map(|text| comparable(text)));
        }
    }
    // Categories are named by the project, and told of where they are read.
    named.remove(&Field::Category);
    for (field, named) in named {
        let mut others: BTreeMap<&str, usize> = BTreeMap::new();
        for text in world.service.facilities.iter().filter_map(|facility| facility.facts.text(field)) {
            if !named.contains(&comparable(text)) {
                *others.entry(text).or_default() += 1;
            }
        }
        if !others.is_empty() {
            let told: Vec<String> = others.iter().map(|(text, count)| format!("`{text}` {count}")).collect();
            notes.push(
                Note::new(Severity::Info, "values-not-named")
                    .layer("facilities")
                    .with("field", Phrases(world.project.language).field(field))
                    .with("values", told.join(", ")),
            );
        }
    }
}

/// Every condition of a standard.
fn conditions(standard: &Standard) -> impl Iterator<Item = &Condition> {
    let of_indicators = standard.indicators.iter().flat_map(|indicator| {
        let measured = match &indicator.measure {
            Measure::Ratio(ratio) => Some(ratio),
            Measure::ConfigurationRate | Measure::CoverageRate { .. } | Measure::Reported => None,
        };
        let readings = indicator.other_readings.iter().map(|reading| &reading.ratio);
        measured.into_iter().chain(readings).chain(indicator.targets.iter().filter_map(|t| t.ratio.as_ref()))
    });
    let ratios = of_indicators.chain(standard.rules.iter().map(|rule| &rule.ratio));
    let of_scopes = standard.rules.iter().flat_map(|rule| match &rule.scope {
        Scope::Each(_, conditions) => conditions.as_slice(),
        Scope::County => &[],
    });
    ratios.flat_map(quantities).flat_map(|quantity| &quantity.filter).chain(of_scopes)
}

fn quantities(ratio: &Ratio) -> impl Iterator<Item = &Quantity> {
    std::iter::once(&ratio.numerator).chain(&ratio.denominator)
}
