//! Which attribute of a layer holds what: named by the project, or found under its usual names.

use super::names::comparable;
use super::usual_names::usual_names;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{Field, LayerSpec};
use crate::read::{Feature, Layer, Value, without_bracketed_unit};

/// No county has more of anything than this: a larger number is a slip, and would drown every sum.
const LARGEST_AMOUNT: f64 = 1e12;

/// Where in a layer the meanings stand that it is asked for: the position of the attribute, and its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldMap(Vec<(Field, u32, String)>);

impl FieldMap {
    /// Finds the fields of `wanted` in a layer. Which ones were found by their usual names is told in one note.
    ///
    /// # Errors
    /// A field that the project names and the layer does not have.
    pub(crate) fn of(
        layer: &Layer,
        spec: &LayerSpec,
        role: &str,
        wanted: &[Field],
        notes: &mut Notes,
    ) -> Result<Self, Error> {
        let plain: Vec<String> = layer.fields.iter().map(|field| comparable(field)).collect();
        // 托位数（个） is the field 托位数, where no field goes by that name alone.
        let bare: Vec<&str> = plain.iter().map(|field| without_bracketed_unit(field)).collect();
        let mut map = Vec::new();
        let mut found = Vec::new();
        for &(field, ref name) in &spec.fields {
            let position = layer.field(name).ok_or_else(|| {
                Error::data("field-missing")
                    .with("path", layer.path.display())
                    .with("field", name)
                    .with("fields", layer.fields.join("`, `"))
            })?;
            map.push((field, position, name.clone()));
        }
        for &field in wanted {
            if map.iter().any(|(f, ..)| *f == field) {
                continue;
            }
            let is_free = |i: &usize| !map.iter().any(|(_, taken, _)| *taken as usize == *i);
            let of_name = |name: &&str| {
                let exact = plain.iter().position(|field| field == name).filter(is_free);
                exact.or_else(|| bare.iter().position(|field| field == name).filter(is_free))
            };
            let position = usual_names(field).iter().find_map(of_name);
            if let Some(position) = position {
                let name = layer.fields[position].clone();
                map.push((field, u32::try_from(position).unwrap_or(u32::MAX), name));
                found.push(format!("{} = {}", field.key(), layer.fields[position]));
            }
        }
        if !found.is_empty() {
            notes
                .push(Note::new(Severity::Info, "fields-found").layer(role).with("fields", found.join(", ")));
        }
        Ok(Self(map))
    }

    /// Whether the layer has this field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.position(field).is_some()
    }

    /// The position of a field in [`Layer::fields`].
    pub(crate) fn position(&self, field: Field) -> Option<u32> {
        self.0.iter().find(|(f, ..)| *f == field).map(|(_, position, _)| *position)
    }

    /// The name of a field in the file; its key where the layer does not have it.
    pub(crate) fn name(&self, field: Field) -> &str {
        self.0.iter().find(|(f, ..)| *f == field).map_or(field.key(), |(.., name)| name)
    }

    /// What stands in a field; `None` when absent or null.
    pub(crate) fn value<'a>(&self, feature: &'a Feature, field: Field) -> Option<&'a Value> {
        feature.value(self.position(field)?)
    }

    /// The text of a field; `None` when absent, null or blank.
    pub(crate) fn text(&self, feature: &Feature, field: Field) -> Option<String> {
        let text = self.value(feature, field)?.as_text();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The number in a field; `None` where there is none. What is there but is no number ≥ 0 becomes a note.
    pub(crate) fn amount(
        &self,
        feature: &Feature,
        field: Field,
        role: &str,
        name: Option<&str>,
        notes: &mut Notes,
    ) -> Option<f64> {
        let value = self.value(feature, field)?;
        let number = value.as_number().filter(|n| (0.0..=LARGEST_AMOUNT).contains(n));
        if number.is_none() && !value.is_blank() {
            notes.push(
                Note::new(Severity::Warning, "not-an-amount")
                    .layer(role)
                    .feature(feature.index, name.map(str::to_owned))
                    .with("field", self.name(field))
                    .with("value", value.as_text()),
            );
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use crate::read::{Format, Source};

    /// A layer with these fields and no features.
    fn layer(fields: &[&str]) -> Layer {
        let source = Source::of("facilities.geojson".as_ref(), "facilities");
        let fields = fields.iter().map(|&f| f.to_owned()).collect();
        Layer { fields, ..Layer::empty(&source, Format::GeoJson, String::new()) }
    }

    fn found(fields: &[&str], wanted: &[Field]) -> Vec<(Field, String)> {
        let layer = layer(fields);
        let map = FieldMap::of(&layer, &LayerSpec::default(), "facilities", wanted, &mut Notes::default());
        let map = map.expect("no field is named");
        map.0.into_iter().map(|(field, _, name)| (field, name)).collect()
    }

    #[test]
    fn fields_are_found_in_either_language_whatever_the_case_and_width() {
        use Field as F;
        for (name, field) in [
            ("办别", F::Ownership),
            ("举办性质", F::Ownership),
            ("是否普惠", F::Inclusive),
            ("Inclusive", F::Inclusive),
            ("等级", F::Grade),
            ("２岁以下托位", F::PlacesUnder2),
            ("under2_places", F::PlacesUnder2),
            ("在托人数", F::Enrolled),
            ("月收费", F::MonthlyFee),
            ("保教人员", F::Staff),
            ("CERTIFIED_STAFF", F::CertifiedStaff),
            ("是否签约", F::Contracted),
            ("接入云监管", F::CloudSupervised),
            ("建设状态", F::Status),
            ("开办年份", F::OpeningYear),
            ("3岁以下婴幼儿数", F::Under3),
            ("“医防护”儿童健康管理中心", F::HealthCentre),
            ("示范性托育机构", F::DemonstrationInstitution),
            ("DLBM", F::LandUse),
            ("CZCSXM", F::UrbanRural),
            ("城乡分类代码", F::UrbanRural),
            ("是否新建", F::NewHousing),
            ("托育用房面积", F::ChildcareFloorArea),
            ("配建托位数", F::Places),
            ("托位数（个）", F::Places),
            ("月收费 [元/月]", F::MonthlyFee),
        ] {
            assert_eq!(found(&[name], &[field]), [(field, name.to_owned())]);
        }
    }

    /// What facilities were always asked for comes first: no later meaning takes its field.
    #[test]
    fn a_field_has_one_meaning_and_the_old_ones_choose_first() {
        let wanted = &crate::model::facility::FIELDS;
        let fields =
            ["名称", "类型", "机构类型", "机构性质", "托位数", "2岁以下托位数", "type", "status", "level"];
        let all = found(&fields, wanted);
        let of = |field| all.iter().find(|(f, _)| *f == field).map(|(_, name)| name.as_str());
        assert_eq!(of(Field::Category), Some("类型"));
        assert_eq!(of(Field::Ownership), Some("机构性质"));
        assert_eq!(of(Field::Places), Some("托位数"));
        assert_eq!(of(Field::PlacesUnder2), Some("2岁以下托位数"));
        assert_eq!((of(Field::Status), of(Field::Grade)), (Some("status"), Some("level")));
        let mut names: Vec<&String> = all.iter().map(|(_, name)| name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len(), "no field is taken twice");
    }

    #[test]
    fn a_field_that_the_project_names_must_be_there() {
        let spec = LayerSpec { fields: vec![(Field::Grade, "评级".into())], ..LayerSpec::default() };
        let error = FieldMap::of(
            &layer(&["名称", "等级"]),
            &spec,
            "facilities",
            &[Field::Grade],
            &mut Notes::default(),
        );
        let error = error.expect_err("there is no such field");
        insta::assert_snapshot!(error.to_string(), @"cannot find the field `评级` in `facilities.geojson`: the layer has the fields `名称`, `等级`");
        assert!(error.message(Language::ZhCn).contains("`评级`"));
    }
}
