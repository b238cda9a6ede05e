//! The rules of the standards: what each township, parcel or unit, or the county, must have.

use super::World;
use super::measure::{Lack, Measurer, fulfils_all, is_share};
use super::phrases::{Phrases, noun_of_quantity};
use super::plan_gap::planned_places;
use super::records::{Answer, Names, Record, Records, Within};
use super::reported::Reported;
use super::tally::Place;
use super::targets::{Against, parts};
use crate::model::{Facility, LifeUnit, Parcel};
use crate::report::{Direction, RequirementReport, RuleCase, RuleReport, ToMeet, Verdict};
use crate::standard::{Bound, Condition, Requirement, Rule, Scope, Source, Standard, Take, Test, Wording};

/// Every rule of a standard.
pub(super) fn rules(world: World, standard: &Standard, reported: &Reported) -> Vec<RuleReport> {
    let names = Names::of(world, &standard.grades);
    let records = Records::of(world);
    let measurer = Measurer { world, records: &records, names: &names, reported };
    let phrases = Phrases(world.project.language);
    let words = |wording: &Wording| wording.of(phrases.0).to_owned();
    let of_rule = |rule: &Rule| {
        let inquiry = Inquiry { measurer, rule, phrases };
        RuleReport {
            standard: standard.id.clone(),
            id: rule.id.clone(),
            name: words(&rule.name),
            clause: words(&rule.clause),
            text: words(&rule.text),
            unit: words(&rule.unit),
            decimals: rule.decimals,
            requirements: rule.requirements.iter().map(|asked| inquiry.requirement(asked)).collect(),
        }
    };
    standard.rules.iter().map(of_rule).collect()
}

/// What a rule is asked of.
struct Case {
    within: Within,
    code: Option<String>,
    name: Option<String>,
}

/// A rule, to be asked of all that it concerns.
struct Inquiry<'a> {
    measurer: Measurer<'a>,
    rule: &'a Rule,
    phrases: Phrases,
}

impl Inquiry<'_> {
    fn requirement(&self, requirement: &Requirement) -> RequirementReport {
        let (year, bound) = match requirement {
            Requirement::Bound { year, bound } => (*year, Some(*bound)),
            Requirement::Planned { year } => (Some(*year), None),
        };
        let (direction, value) = match bound {
            Some(bound) => (parts(bound).0, Some(parts(bound).1)),
            None => (Direction::AtLeast, None),
        };
        let (mut cases, mut lack) = (Vec::new(), None);
        match self.asked() {
            Err(missing) => lack = Some(missing),
            Ok(asked) => {
                for (case, unsure) in asked {
                    let (case, missing) = self.case(case, unsure, requirement);
                    lack = lack.or(missing.filter(|_| case.verdict == Verdict::NotTestable));
                    cases.push(case);
                }
            }
        }
        let count = |verdict| cases.iter().filter(|case| case.verdict == verdict).count();
        let (kept, broken, untested) =
            (count(Verdict::Pass), count(Verdict::Fail), count(Verdict::NotTestable));
        let verdict = match (broken, untested, lack) {
            (1.., _, _) => Verdict::Fail,
            (_, 1.., _) | (_, _, Some(_)) => Verdict::NotTestable,
            _ if kept > 0 => Verdict::Pass,
            _ => Verdict::NotApplicable,
        };
        lack = match (verdict, lack) {
            (Verdict::NotApplicable, _) => Some(Lack::NobodyAsked),
            (_, Some(Lack::NotSaid(source, field))) if cases.len() > 1 => {
                Some(Lack::NotSaidByAsked(source, field, untested, cases.len()))
            }
            (_, lack) => lack,
        };
        RequirementReport {
            year,
            direction,
            value,
            verdict,
            why: lack.map(|lack| self.phrases.why(lack)),
            needs: lack.and_then(|lack| self.phrases.needs(lack)),
            kept,
            broken,
            untested,
            cases,
        }
    }
    /// All that the rule is asked of; of a record that does not say whether the rule concerns it, what is missing.
    fn asked(&self) -> Result<Vec<(Case, Option<Lack>)>, Lack> {
        let (source, conditions) = match &self.rule.scope {
            Scope::County => {
                return Ok(vec![(
                    Case { within: Within::Place(Place::County), code: None, name: None },
                    None,
                )]);
            }
            Scope::Each(source, conditions) => (*source, conditions),
        };
        let everyone = everyone(self.measurer.world, self.measurer.records, source);
        if everyone.is_empty() {
            return Err(Lack::NoRecords(source));
        }
        let unsaid =
            |condition: &&Condition| !everyone.iter().any(|(_, record)| record.says(condition.field));
        if let Some(condition) = conditions.iter().find(unsaid) {
            return Err(Lack::NotSaid(source, condition.field));
        }
        let asked = everyone.into_iter().filter_map(|(case, record)| {
            match fulfils_all(&record, conditions, self.measurer.names) {
                Answer::Yes => Some((case, None)),
                Answer::Unsaid => {
                    let unsaid = conditions.iter().find(|condition| !record.says(condition.field))?;
                    // What bears no mark is not marked; of a number nothing is known.
                    let is_mark = matches!(unsaid.test, Test::Yes(_));
                    (!is_mark).then_some((case, Some(Lack::NotSaid(source, unsaid.field))))
                }
                Answer::No => None,
            }
        });
        Ok(asked.collect())
    }

    /// One case, and why it cannot be tested where it cannot.
    fn case(&self, case: Case, unsure: Option<Lack>, requirement: &Requirement) -> (RuleCase, Option<Lack>) {
        let (bound, missing) = match requirement {
            Requirement::Bound { bound, .. } => (Some(*bound), None),
            Requirement::Planned { year } => match self.planned(&case, *year) {
                Ok(places) => (Some(Bound::AtLeast(places)), None),
                Err(lack) => (None, Some(lack)),
            },
        };
        let measured = self.measurer.ratio(&self.rule.ratio, self.rule.factor, case.within);
        let against =
            bound.filter(|_| unsure.is_none()).map(|b| Against::bound(&measured, self.rule.factor, b));
        let met = against.as_ref().and_then(|against| against.met);
        let is_one = !matches!(self.rule.scope, Scope::County);
        let lack = unsure
            .or(missing)
            .or(measured.lack)
            .or(measured.unsaid.map(|(source, field)| Lack::NotSaid(source, field)));
        let verdict = match met {
            Some(true) => Verdict::Pass,
            // One record that does not say is not one that has not.
            Some(false) if is_one && measured.not_saying > 0 => Verdict::NotTestable,
            Some(false) => Verdict::Fail,
            None if unsure.is_none() && measured.lack.is_some_and(Lack::is_not_applicable) => {
                Verdict::NotApplicable
            }
            None => Verdict::NotTestable,
        };
        // What was not said is not 0.
        let is_known = verdict != Verdict::NotTestable || measured.not_saying == 0;
        let to_meet = against.as_ref().filter(|_| verdict == Verdict::Fail);
        let report = RuleCase {
            code: case.code,
            name: case.name,
            value: measured.value.filter(|_| is_known),
            numerator: measured.numerator.filter(|_| is_known),
            denominator: measured.denominator,
            required: bound.map(|bound| parts(bound).1),
            gap: against.as_ref().and_then(|against| against.gap).filter(|_| is_known),
            verdict,
            to_meet: to_meet.and_then(|against| self.to_meet(against)),
        };
        (report, lack)
    }

    /// What would keep the rule. Of a township that must have something it is that, not one more township.
    fn to_meet(&self, against: &Against) -> Option<ToMeet> {
        let numerator = &self.rule.ratio.numerator;
        let is_flag = |condition: &&Condition| condition.test == Test::Yes(true);
        let wanted = numerator.filter.iter().find(is_flag).map(|condition| condition.field);
        match (&self.rule.scope, &numerator.take, wanted) {
            (Scope::Each(of, _), Take::Count(counted), Some(field)) if of == counted => {
                Some(ToMeet { amount: against.change?, words: self.phrases.provide(field) })
            }
            _ => {
                let is_share = is_share(&self.rule.ratio);
                against.to_meet(Some(noun_of_quantity(numerator)), is_share, self.phrases)
            }
        }
    }

    /// The places that the plan of a year has for a township.
    fn planned(&self, case: &Case, year: i32) -> Result<f64, Lack> {
        let world = self.measurer.world;
        let plan =
            world.service.plans.iter().find(|plan| plan.year == Some(year)).ok_or(Lack::NoPlan(year))?;
        match case.within {
            Within::Place(Place::Township(at)) => planned_places(plan, at).ok_or(Lack::NotPlanned),
            _ => Err(Lack::NotPlanned),
        }
    }
}

/// Every record of a source that is in the county, with what the rule's quantities are taken within.
fn everyone<'a>(world: World<'a>, records: &Records<'a>, source: Source) -> Vec<(Case, Record<'a>)> {
    let study = world.study;
    let is_in = |township: Option<usize>| township.is_some() || study.townships.is_empty();
    let case =
        |within, code: &Option<String>, name: Option<String>| Case { within, code: code.clone(), name };
    let phrases = Phrases(world.project.language);
    match source {
        Source::Facilities => {
            let counted = world.service.facilities.iter().enumerate().filter(|(_, f)| is_in(f.township));
            let of_facility = |at, facility: &Facility| {
                let name = facility.name.clone();
                let name = name.unwrap_or_else(|| phrases.of("facility", &[("feature", &facility.feature)]));
                case(Within::Facility(at), &facility.id, Some(name))
            };
            counted.map(|(at, facility)| (of_facility(at, facility), Record::Facility(facility))).collect()
        }
        Source::Townships => {
            let all = records.within(source, Within::Place(Place::County)).into_iter();
            let township = |(at, record): (usize, _)| {
                let township = study.townships.get(at)?;
                let within = Within::Place(Place::Township(at));
                Some((case(within, &township.code, Some(township.name.clone())), record))
            };
            all.enumerate().filter_map(township).collect()
        }
        Source::Parcels => {
            let counted = study.parcels.iter().enumerate().filter(|(_, parcel)| is_in(parcel.township));
            let of_parcel = |at, parcel: &Parcel| {
                let name = parcel.name.clone();
                let name = name.unwrap_or_else(|| phrases.of("parcel", &[("feature", &parcel.feature)]));
                case(Within::Parcel(at), &parcel.id, Some(name))
            };
            counted.map(|(at, parcel)| (of_parcel(at, parcel), Record::Parcel(parcel))).collect()
        }
        Source::LifeUnits => {
            let units = study.life_units.iter().flatten().enumerate();
            let counted = units.filter(|(_, unit)| is_in(unit.township));
            let of_unit = |at, unit: &LifeUnit| {
                let name = unit.name.clone();
                let name = name.unwrap_or_else(|| phrases.of("unit", &[("feature", &unit.feature)]));
                case(Within::LifeUnit(at), &None, Some(name))
            };
            counted.map(|(at, unit)| (of_unit(at, unit), Record::LifeUnit(unit))).collect()
        }
    }
}
