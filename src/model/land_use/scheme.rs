//! Which classification the codes of the residential layer are of, and which of its polygons are homes.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::code::{Class, KnownCodes, is_settlement, urban_or_rural};
use super::{KnownBy, LandUse, LandUseCodes};
use crate::error::Error;
use crate::field::Field;
use crate::model::facts::not_read;
use crate::model::layer::OpenLayer;
use crate::model::names::normalised_name;
use crate::model::placing::PlacedPolygon;
use crate::note::{Note, Notes, Severity};
use crate::project::LandUseScheme;
use crate::read::Feature;

/// How many different codes a note lists.
const CODES_LISTED: usize = 20;

/// So many features are looked at by one thread at a time.
const AT_ONCE: usize = 4096;

/// A polygon of the residential layer where people live, and of which kind it is where that is known.
pub(crate) type Home = (PlacedPolygon, Option<LandUse>);

/// Finds out whose codes the layer has, and takes the polygons that are homes by them. A polygon without a code, or
/// with one that nobody knows, is in a layer of homes and is taken as such.
///
/// # Errors
/// No polygon is left.
pub(crate) fn homes(
    layer: &OpenLayer,
    given: Option<LandUseScheme>,
    placed: Vec<PlacedPolygon>,
    notes: &mut Notes,
) -> Result<(LandUseCodes, Vec<Home>), Error> {
    let evidence = Evidence::of(layer);
    let codes = decide(layer, given, &evidence, notes);
    let scheme = codes.scheme;
    let mut known = KnownCodes::default();
    let mut tally = Tally::default();
    let mut homes = Vec::with_capacity(placed.len());
    for polygon in placed {
        let position = polygon.position;
        let feature = &layer.layer.features[position];
        let Some(code) = layer.fields.words(feature, Field::LandUse).map(|text| known.of(&text)) else {
            homes.push((polygon, tally.count(by_attribute(layer, position, notes))));
            continue;
        };
        match code.class(scheme) {
            Class::Homes(land_use) => homes.push((polygon, tally.count(Some(land_use)))),
            Class::Ambiguous => homes.push((polygon, tally.count(None))),
            Class::Untold => homes.push((polygon, tally.count(by_attribute(layer, position, notes)))),
            Class::Unknown => {
                tally.n_unknown += 1;
                tally.unknown.insert(code.text.clone());
                homes.push((polygon, tally.count(by_attribute(layer, position, notes))));
            }
            Class::NoHomes => {
                tally.no_homes.insert(code.text.clone());
                notes.push(
                    layer
                        .lost(Severity::Warning, "parcel-without-homes", position)
                        .with("code", &code.text)
                        .with_term("meaning", code.meaning(scheme))
                        .with_term("scheme", scheme_term(scheme)),
                );
            }
        }
    }
    if homes.is_empty() {
        return Err(Error::data("no-homes")
            .with("path", layer.layer.path.display())
            .with("codes", listed(&tally.no_homes))
            .with_term("scheme", scheme_term(scheme)));
    }
    tally.note_unknown(layer, notes);
    if layer.fields.has(Field::LandUse) || layer.fields.has(Field::UrbanRural) {
        tally.note_kinds(layer, &codes, notes);
    }
    Ok((codes, homes))
}

/// What the urban-rural attribute says where the code does not; what cannot be read is told.
fn by_attribute(layer: &OpenLayer, position: usize, notes: &mut Notes) -> Option<LandUse> {
    let text = layer.fields.text(layer.layer.features.get(position)?, Field::UrbanRural)?;
    let land_use = urban_or_rural(&text);
    // 204 and 205 are classes of their own: neither urban nor rural, and no fault.
    if land_use.is_none() && !is_settlement(&normalised_name(&text).to_uppercase()) {
        notes.push(not_read(layer, position, Field::UrbanRural, "model.expected.urban-rural"));
    }
    land_use
}

/// What there is in the layer that only one classification has.
#[derive(Debug, Default)]
struct Evidence {
    /// The first of each kind, as `field = value`.
    survey: Option<String>,
    sea: Option<String>,
    /// How many features have the code 0702 and nothing that tells what it means.
    n_ambiguous: usize,
    /// Whether any feature has a code of either classification.
    has_codes: bool,
}

impl Evidence {
    fn of(layer: &OpenLayer) -> Self {
        let some = layer.layer.features.par_chunks(AT_ONCE).map(|features| Self::among(layer, features));
        some.reduce(Self::default, Self::with)
    }

    /// This and what was found further on.
    fn with(self, later: Self) -> Self {
        Self {
            survey: self.survey.or(later.survey),
            sea: self.sea.or(later.sea),
            n_ambiguous: self.n_ambiguous + later.n_ambiguous,
            has_codes: self.has_codes || later.has_codes,
        }
    }

    fn among(layer: &OpenLayer, features: &[Feature]) -> Self {
        let mut evidence = Self::default();
        let is_survey_field = ["czcsxm", "城镇村属性码"]
            .contains(&normalised_name(layer.fields.name(Field::UrbanRural)).to_lowercase().as_str());
        let mut known = KnownCodes::default();
        for feature in features {
            let found = |field: Field, text: &str| format!("{} = {text}", layer.fields.name(field));
            if let Some(text) = layer.fields.words(feature, Field::LandUse) {
                let code = known.of(&text);
                match code.evidence() {
                    Some(LandUseScheme::LandSurvey) => {
                        evidence.survey.get_or_insert_with(|| found(Field::LandUse, &code.text));
                    }
                    Some(LandUseScheme::LandAndSeaUse) => {
                        evidence.sea.get_or_insert_with(|| found(Field::LandUse, &code.text));
                    }
                    None => evidence.n_ambiguous += usize::from(code.code.as_deref() == Some("0702")),
                }
                evidence.has_codes |= code.code.is_some();
            }
            if evidence.survey.is_none()
                && let Some(text) = layer.fields.text(feature, Field::UrbanRural)
                && (is_survey_field || is_settlement(&normalised_name(&text).to_uppercase()))
            {
                evidence.survey = Some(found(Field::UrbanRural, &text));
            }
        }
        evidence
    }
}

/// Decides whose codes they are, and tells why it cannot where it cannot.
fn decide(
    layer: &OpenLayer,
    given: Option<LandUseScheme>,
    evidence: &Evidence,
    notes: &mut Notes,
) -> LandUseCodes {
    let note = |severity, code| Note::new(severity, code).layer(layer.role);
    let known = |scheme, known_by| LandUseCodes { scheme, known_by };
    if let Some(scheme) = given {
        let against = match scheme {
            LandUseScheme::LandSurvey => &evidence.sea,
            LandUseScheme::LandAndSeaUse => &evidence.survey,
        };
        if let Some(against) = against {
            notes.push(
                note(Severity::Warning, "land-use-scheme-doubtful")
                    .with("evidence", against)
                    .with_term("scheme", scheme_term(given)),
            );
        }
        return known(given, KnownBy::Project);
    }
    match (&evidence.survey, &evidence.sea) {
        (Some(survey), Some(sea)) => {
            let note = note(Severity::Error, "land-use-scheme-contradictory");
            notes.push(note.with("survey", survey).with("sea", sea));
            known(None, KnownBy::Undecided)
        }
        (Some(found), None) => known(Some(LandUseScheme::LandSurvey), KnownBy::Evidence(found.clone())),
        (None, Some(found)) => known(Some(LandUseScheme::LandAndSeaUse), KnownBy::Evidence(found.clone())),
        (None, None) if evidence.has_codes => {
            if evidence.n_ambiguous > 0 {
                let note = note(Severity::Warning, "land-use-0702-ambiguous");
                notes.push(note.with("count", evidence.n_ambiguous));
            }
            known(None, KnownBy::Undecided)
        }
        (None, None) => LandUseCodes::default(),
    }
}

/// What was made of the polygons.
#[derive(Debug, Default)]
struct Tally {
    n_urban: usize,
    n_rural: usize,
    n_untold: usize,
    n_unknown: usize,
    /// The codes that nobody knows, and those of land without homes.
    unknown: BTreeSet<String>,
    no_homes: BTreeSet<String>,
}

impl Tally {
    fn count(&mut self, land_use: Option<LandUse>) -> Option<LandUse> {
        match land_use {
            Some(LandUse::Urban) => self.n_urban += 1,
            Some(LandUse::Rural) => self.n_rural += 1,
            None => self.n_untold += 1,
        }
        land_use
    }

    fn note_unknown(&self, layer: &OpenLayer, notes: &mut Notes) {
        if self.n_unknown > 0 {
            notes.push(
                Note::new(Severity::Info, "land-use-codes-unknown")
                    .layer(layer.role)
                    .with("count", self.n_unknown)
                    .with("field", layer.fields.name(Field::LandUse))
                    .with("codes", listed(&self.unknown)),
            );
        }
    }

    /// Tells the classification, how it is known, and how many parcels are urban and rural.
    fn note_kinds(&self, layer: &OpenLayer, codes: &LandUseCodes, notes: &mut Notes) {
        let (code, evidence) = match &codes.known_by {
            KnownBy::NoCodes => ("land-use-by-words", ""),
            KnownBy::Project => ("land-use-scheme-given", ""),
            KnownBy::Evidence(found) => ("land-use-scheme-found", found.as_str()),
            KnownBy::Undecided => ("land-use-scheme-undecided", ""),
        };
        notes.push(
            Note::new(Severity::Info, code)
                .layer(layer.role)
                .with_term("scheme", scheme_term(codes.scheme))
                .with("evidence", evidence)
                .with("urban", self.n_urban)
                .with("rural", self.n_rural)
                .with("untold", self.n_untold),
        );
    }
}

/// The first codes of a set, in order.
fn listed(codes: &BTreeSet<String>) -> String {
    let first: Vec<&str> = codes.iter().take(CODES_LISTED).map(String::as_str).collect();
    let more = if codes.len() > CODES_LISTED { "`, …" } else { "`" };
    format!("`{}{more}", first.join("`, `"))
}

/// The catalogue entry for a classification; `None`: both.
fn scheme_term(scheme: Option<LandUseScheme>) -> &'static str {
    match scheme {
        None => "model.scheme.both",
        Some(LandUseScheme::LandSurvey) => "model.scheme.land-survey",
        Some(LandUseScheme::LandAndSeaUse) => "model.scheme.land-and-sea-use",
    }
}
