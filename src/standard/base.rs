//! A standard and the one that it is based on.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::embedded::{Embedded, embedded};
use super::file::StandardFile;
use super::read::Reader;
use super::types::{Indicator, Measure, Quantity, Ratio, Rule, Scope, Standard, Test};
use crate::error::Error;
use crate::settings::{Document, Settings, list, nearest, read_text};

/// Where a standard stands.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// In the program.
    Embedded(&'static Embedded),
    /// In a file.
    File(PathBuf),
}

impl Origin {
    pub(super) fn embedded(name: &str) -> Result<Self, Error> {
        Ok(Self::Embedded(embedded(name)?))
    }

    /// As it is shown, and the path in messages.
    fn path(&self) -> PathBuf {
        match self {
            Self::Embedded(embedded) => PathBuf::from(format!("{}.toml", embedded.id)),
            Self::File(path) => path.clone(),
        }
    }

    fn text(&self) -> Result<Cow<'static, str>, Error> {
        match self {
            Self::Embedded(embedded) => Ok(Cow::Borrowed(embedded.toml)),
            Self::File(path) => read_text(StandardFile::KIND, path).map(Cow::Owned),
        }
    }

    /// Whether both are the same file, however the path is written.
    fn is(&self, other: &Self) -> bool {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        match (self, other) {
            (Self::Embedded(one), Self::Embedded(other)) => one.id == other.id,
            (Self::File(one), Self::File(other)) => real(one) == real(other),
            _ => false,
        }
    }
}

/// The standard that stands somewhere, with all that it takes over.
pub(super) fn of_origin(origin: &Origin) -> Result<Standard, Error> {
    above(origin, &mut Vec::new())
}

/// The standard, where those of `chain` are based on it.
fn above(origin: &Origin, chain: &mut Vec<Origin>) -> Result<Standard, Error> {
    let (path, text) = (origin.path(), origin.text()?);
    let document = Document::parse(StandardFile::KIND, &path, &text)?;
    let file: StandardFile = document.read()?;
    chain.push(origin.clone());
    let base = match &file.based_on {
        Some(name) => Some(above(&base_of(&document, &name.0, chain)?, chain)?),
        None => None,
    };
    let own_grades = file.grades.as_ref().map(|grades| grades.iter().map(|grade| grade.0.clone()).collect());
    let has_own_grades = own_grades.is_some();
    let grades = own_grades.or_else(|| base.as_ref().map(|base| base.grades.clone())).unwrap_or_default();
    let reader = Reader { document: &document, grades: &grades };
    let own = reader.standard(file)?;
    match base {
        Some(base) => {
            if has_own_grades {
                keeps_the_grades(&document, &base, &own)?;
            }
            has_keys_of_its_own(&document, &base, &own)?;
            Ok(put_over(base, own))
        }
        None => Ok(own),
    }
}

/// Where the standard stands that the document is based on.
fn base_of(document: &Document<'_>, name: &str, chain: &[Origin]) -> Result<Origin, Error> {
    let key = "based_on";
    let base = if Standard::is_path(name) {
        let path = document.path_at(key, name)?;
        if path.try_exists().is_ok_and(|exists| !exists) {
            return Err(document.error("standard-base-missing", key).with("input", path.display()));
        }
        Origin::File(path)
    } else {
        Origin::embedded(name).map_err(|_| {
            let names = || Standard::embedded().iter().map(|embedded| embedded.id);
            let similar = nearest(name, names());
            let code =
                if similar.is_some() { "standard-base-unknown-similar" } else { "standard-base-unknown" };
            document
                .error(code, key)
                .with("allowed", list(names()))
                .with("similar", similar.unwrap_or_default())
                .with("found", document.found_at(key))
        })?
    };
    if let Some(first) = chain.iter().position(|earlier| earlier.is(&base)) {
        let round = chain.iter().skip(first).chain([&base]);
        let round: Vec<String> = round.map(|origin| format!("`{}`", origin.path().display())).collect();
        return Err(document.error("standard-based-on-loop", key).with("round", round.join(" → ")));
    }
    Ok(base)
}

/// Sees that no grade is gone which an indicator or rule that is taken over asks for.
fn keeps_the_grades(document: &Document<'_>, base: &Standard, own: &Standard) -> Result<(), Error> {
    let is_replaced = |indicator: &Indicator| own.indicators.iter().any(|other| other.id == indicator.id);
    let of_indicators = base.indicators.iter().filter(|i| !is_replaced(i)).flat_map(ratios_of);
    let of_rules = base.rules.iter().filter(|rule| own.rules.iter().all(|other| other.id != rule.id));
    let quantities = of_indicators.chain(of_rules.clone().map(|rule| &rule.ratio)).flat_map(quantities_of);
    let conditions = quantities.flat_map(|quantity| &quantity.filter);
    let of_scopes = of_rules.flat_map(|rule| match &rule.scope {
        Scope::Each(_, conditions) => conditions.as_slice(),
        Scope::County => &[],
    });
    for condition in conditions.chain(of_scopes) {
        if let Test::GradeAtLeast(grade) = &condition.test
            && !own.grades.contains(grade)
        {
            return Err(document
                .error("standard-grade-gone", "grades")
                .with("grade", grade)
                .with("base", &base.id));
        }
    }
    Ok(())
}

fn ratios_of(indicator: &Indicator) -> impl Iterator<Item = &Ratio> {
    let measured = match &indicator.measure {
        Measure::Ratio(ratio) => Some(ratio),
        _ => None,
    };
    let readings = indicator.other_readings.iter().map(|reading| &reading.ratio);
    let targets = indicator.targets.iter().filter_map(|target| target.ratio.as_ref());
    measured.into_iter().chain(readings).chain(targets)
}

fn quantities_of(ratio: &Ratio) -> impl Iterator<Item = &Quantity> {
    [&ratio.numerator].into_iter().chain(&ratio.denominator)
}

/// Sees that no key of an indicator is that of another one, which is taken over.
fn has_keys_of_its_own(document: &Document<'_>, base: &Standard, own: &Standard) -> Result<(), Error> {
    for (index, indicator) in own.indicators.iter().enumerate() {
        let is_taken_over = |other: &&Indicator| own.indicators.iter().all(|own| own.id != other.id);
        let same = base.indicators.iter().filter(is_taken_over).find(|other| other.key == indicator.key);
        if let Some(other) = same {
            return Err(document
                .error("standard-key-of-base", &format!("indicator[{index}].key"))
                .with("found", &indicator.key)
                .with("base", &base.id)
                .with("id", other.id));
        }
    }
    Ok(())
}

/// The standard `own` with all of `base` that it does not replace.
fn put_over(base: Standard, own: Standard) -> Standard {
    let mut circles = over(base.circles, own.circles, |one, other| one.minutes == other.minutes);
    circles.sort_by_key(|circle| circle.minutes);
    let same_rule = |one: &Rule, other: &Rule| one.id == other.id;
    Standard {
        circles,
        indicators: over(base.indicators, own.indicators, |one, other| one.id == other.id),
        rules: over(base.rules, own.rules, same_rule),
        ..own
    }
}

/// Each entry of `base` in its place, or the one of `own` that replaces it; then the others of `own`.
fn over<T>(base: Vec<T>, own: Vec<T>, is_same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut all = base;
    for entry in own {
        match all.iter_mut().find(|earlier| is_same(earlier, &entry)) {
            Some(earlier) => *earlier = entry,
            None => all.push(entry),
        }
    }
    all
}
