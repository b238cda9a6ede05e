//! `rules.csv`: every requirement of every rule, for each township, parcel or unit that it is asked of.

use super::super::terms::bound;
use super::super::words::Words;
use super::{Table, attribute, standard_name};
use crate::report::{RequirementReport, RuleCase, RuleReport, ServiceReport, Verdict};

/// The table of a service: a row a requirement and case; a requirement that is asked of nothing has one row.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let keys = [
        "standard",
        "clause",
        "name",
        "text",
        "year",
        "code",
        "case",
        "value",
        "numerator",
        "denominator",
        "requirement",
        "unit",
        "verdict",
        "gap",
        "to-meet",
        "why",
        "needs",
    ];
    let header = keys.map(|key| words.label(&format!("words.column.rule.{key}")));
    let mut table = Table::with_header(header.into());
    for rule in &service.rules {
        for requirement in &rule.requirements {
            let cases = requirement.cases.iter().map(Some);
            let none = requirement.cases.is_empty().then_some(None);
            for case in cases.chain(none) {
                table.row(cells(service, rule, requirement, case, words));
            }
        }
    }
    table
}

fn cells(
    service: &ServiceReport,
    rule: &RuleReport,
    requirement: &RequirementReport,
    case: Option<&RuleCase>,
    words: Words,
) -> Vec<String> {
    let text = |text: &str| attribute(words, Some(text));
    let required = case.map_or(requirement.value, |case| case.required);
    let verdict = case.map_or(requirement.verdict, |case| case.verdict);
    // The reason is one for all cases of a requirement: it stands where there is no verdict.
    let is_open = match verdict {
        Verdict::NotTestable => true,
        Verdict::NotApplicable => requirement.verdict == verdict,
        Verdict::Pass | Verdict::Fail => false,
    };
    let reason = |reason: &Option<String>| attribute(words, reason.as_deref().filter(|_| is_open));
    vec![
        standard_name(service, &rule.standard, words),
        text(&rule.clause),
        text(&rule.name),
        text(&rule.text),
        words.figure(requirement.year),
        attribute(words, case.and_then(|c| c.code.as_deref())),
        match case {
            None => words.none(),
            Some(RuleCase { name: None, .. }) => words.label("words.county"),
            Some(RuleCase { name, .. }) => attribute(words, name.as_deref()),
        },
        words.fixed(case.and_then(|c| c.value), rule.decimals),
        words.amount(case.and_then(|c| c.numerator)),
        words.amount(case.and_then(|c| c.denominator)),
        match required {
            Some(required) => bound(requirement.direction, required),
            None => words.label("words.requirement.as-planned"),
        },
        text(&rule.unit),
        words.verdict(verdict),
        words.gap(case.and_then(|c| c.gap), rule.decimals),
        words.needed(case.and_then(|c| c.to_meet.as_ref()).map(|t| t.words.as_str())),
        reason(&requirement.why),
        reason(&requirement.needs),
    ]
}
