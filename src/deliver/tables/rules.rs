//! Every requirement of every rule, for each township, parcel or unit that it is asked of.

use super::super::words::Words;
use super::{Cell, Subject, Table, standard_name, title};
use crate::report::{RequirementReport, RuleCase, RuleReport, ServiceReport, Verdict};

/// The table of a service: a row a requirement and case; a requirement that is asked of nothing has one row.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let names = [
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
    let mut table = Table::with_columns("rules", title("rules", service, words), "rule.", &names, words);
    for rule in &service.rules {
        for requirement in &rule.requirements {
            let cases = requirement.cases.iter().map(Some);
            let none = requirement.cases.is_empty().then_some(None);
            for case in cases.chain(none) {
                table.row(Subject::Nothing, cells(service, rule, requirement, case, words));
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
) -> Vec<Cell> {
    let required = case.map_or(requirement.value, |case| case.required);
    let verdict = case.map_or(requirement.verdict, |case| case.verdict);
    // The reason is one for all cases of a requirement: it stands where there is no verdict.
    let is_open = match verdict {
        Verdict::NotTestable => true,
        Verdict::NotApplicable => requirement.verdict == verdict,
        Verdict::Pass | Verdict::Fail => false,
    };
    let reason = |reason: &Option<String>| Cell::said(reason.as_deref().filter(|_| is_open));
    vec![
        standard_name(service, &rule.standard),
        Cell::text(&rule.clause),
        Cell::text(&rule.name),
        Cell::text(&rule.text),
        Cell::whole(requirement.year),
        Cell::said(case.and_then(|c| c.code.as_deref())),
        match case {
            None => Cell::Nothing,
            Some(RuleCase { name: None, .. }) => Cell::Text(words.label("words.county")),
            Some(RuleCase { name, .. }) => Cell::said(name.as_deref()),
        },
        Cell::number(case.and_then(|c| c.value), rule.decimals),
        Cell::amount(case.and_then(|c| c.numerator)),
        Cell::amount(case.and_then(|c| c.denominator)),
        match required {
            Some(required) => Cell::Bound(requirement.direction, required),
            None => Cell::Text(words.label("words.requirement.as-planned")),
        },
        Cell::text(&rule.unit),
        Cell::Verdict(verdict, words.verdict(verdict)),
        words.gap(case.and_then(|c| c.gap), rule.decimals),
        words.needed(case.and_then(|c| c.to_meet.as_ref()).map(|t| t.words.as_str())),
        reason(&requirement.why),
        reason(&requirement.needs),
    ]
}
