//! Which attribute of a layer holds what: named by the project, or found under its usual names.

use super::cut_names::{column_cut_of, fields_cut_to};
use super::names::comparable;
use super::usual_names::usual_names;
use std::borrow::Cow;

use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{Field, LayerSpec};
use crate::read::{Feature, Layer, Value, heading_without_unit};

/// No county has more of anything than this: a larger number is a slip, and would drown every sum.
const LARGEST_AMOUNT: f64 = 1e12;

/// Where in a layer the meanings stand that it is asked for: the position of the attribute, and its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldMap(Vec<(Field, u32, String)>);

impl FieldMap {
    /// Finds the fields of `wanted` in a layer: those that the project names, then those that go by a usual name, then
    /// those whose usual name the file has cut. Which ones were found by their usual names is told in one note each.
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
        let mut map = Self::default();
        let mut cut = Vec::new();
        for &(field, ref name) in &spec.fields {
            let exact = layer.field(name);
            let position = exact.or_else(|| column_cut_of(layer, name)).ok_or_else(|| {
                Error::data("field-missing")
                    .with("path", layer.path.display())
                    .with("field", name)
                    .with("fields", layer.fields.join("`, `"))
            })?;
            let column = map.put(layer, field, position);
            if exact.is_none() {
                cut.push(format!("{} = {column} ({name})", field.key()));
            }
        }
        let found = map.find_usual(layer, wanted);
        cut.extend(map.find_cut(layer, role, wanted, notes));
        for (code, fields) in [("fields-found", found), ("fields-cut", cut)] {
            if !fields.is_empty() {
                let note = Note::new(Severity::Info, code).layer(role);
                notes.push(note.with("fields", fields.join(", ")));
            }
        }
        Ok(map)
    }

    /// Says that a field stands at this position, and gives the name of its column.
    fn put<'l>(&mut self, layer: &'l Layer, field: Field, position: u32) -> &'l str {
        let column = layer.fields.get(position as usize).map_or("", String::as_str);
        self.0.push((field, position, column.to_owned()));
        column
    }

    /// Whether no field stands at this position.
    fn is_free(&self, position: u32) -> bool {
        self.0.iter().all(|(_, taken, _)| *taken != position)
    }

    /// Finds what goes by a usual name, and tells it.
    fn find_usual(&mut self, layer: &Layer, wanted: &[Field]) -> Vec<String> {
        let plain: Vec<String> = layer.fields.iter().map(|field| comparable(field)).collect();
        // 托位数（个） is the field 托位数, where no field goes by that name alone.
        let bare: Vec<&str> = plain.iter().map(|field| heading_without_unit(field)).collect();
        let mut found = Vec::new();
        for &field in wanted {
            if self.has(field) {
                continue;
            }
            let is_free = |position: &u32| self.is_free(*position);
            let of_name = |name: &&str| {
                let exact =
                    (0..).zip(&plain).find(|(_, field)| field == name).map(|(at, _)| at).filter(is_free);
                let bare = || (0..).zip(&bare).find(|(_, field)| *field == name).map(|(at, _)| at);
                exact.or_else(|| bare().filter(is_free))
            };
            if let Some(position) = usual_names(field).iter().find_map(of_name) {
                found.push(format!("{} = {}", field.key(), self.put(layer, field, position)));
            }
        }
        found
    }

    /// Finds what no other column is, where a column is all that the file has left of a usual name of that field alone.
    /// A column that may be left of names of several fields, of which some are missing, is told and not taken.
    fn find_cut(&mut self, layer: &Layer, role: &str, wanted: &[Field], notes: &mut Notes) -> Vec<String> {
        let columns = (0..).zip(&layer.fields).filter(|(position, _)| self.is_free(*position));
        let columns = columns.map(|(position, column)| (position, fields_cut_to(layer, column, wanted)));
        let columns: Vec<(u32, Vec<(Field, &str)>)> =
            columns.filter(|(_, fields)| fields.iter().any(|(field, _)| !self.has(*field))).collect();
        let mut found = Vec::new();
        for (position, fields) in &columns {
            let is_alone = |field| {
                let same =
                    |(_, others): &&(u32, Vec<(Field, &str)>)| matches!(others[..], [(it, _)] if it == field);
                columns.iter().filter(same).count() == 1
            };
            if let [(field, name)] = fields[..]
                && is_alone(field)
            {
                found.push(format!("{} = {} ({name})", field.key(), self.put(layer, field, *position)));
            }
        }
        for (position, fields) in &columns {
            if self.is_free(*position) && fields.iter().any(|(field, _)| !self.has(*field)) {
                let names: Vec<&str> = fields.iter().map(|(_, name)| *name).collect();
                let column = layer.fields.get(*position as usize).map_or("", String::as_str);
                let note = Note::new(Severity::Warning, "field-cut-open").layer(role).with("column", column);
                notes.push(note.with("names", names.join("`, `")));
            }
        }
        found
    }

    /// The columns of the layer in which no field stands.
    pub(crate) fn unused<'l>(&self, layer: &'l Layer) -> Vec<&'l str> {
        let columns = (0..).zip(&layer.fields).filter(|(position, _)| self.is_free(*position));
        columns.map(|(_, column)| column.as_str()).collect()
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
        self.words(feature, field).map(Cow::into_owned)
    }

    /// [`FieldMap::text`], as it stands in the feature where it is text.
    pub(crate) fn words<'f>(&self, feature: &'f Feature, field: Field) -> Option<Cow<'f, str>> {
        let words = match self.value(feature, field)? {
            Value::Text(text) => Cow::Borrowed(text.trim()),
            other => Cow::Owned(other.as_text()),
        };
        (!words.is_empty()).then_some(words)
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
    use crate::encoding::TextEncoding;
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
            ("投用年份（年）", F::OpeningYear),
            ("机构类型（类）", F::Category),
            ("是否普惠（是/否）", F::Inclusive),
        ] {
            assert_eq!(found(&[name], &[field]), [(field, name.to_owned())]);
        }
    }

    /// Where a unit makes another number of it, the heading is another one.
    #[test]
    fn units_that_are_not_the_ones_asked_for_are_no_part_of_a_usual_name() {
        assert_eq!(
            found(
                &["常住人口（万人）", "托育用房面积（公顷）"],
                &[Field::Population, Field::ChildcareFloorArea]
            ),
            []
        );
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

    /// A layer of a Shapefile with these columns.
    fn shapefile(encoding: TextEncoding, fields: &[&str]) -> Layer {
        Layer { format: Format::Shapefile, encoding, ..layer(fields) }
    }

    #[test]
    fn what_a_shapefile_has_left_of_a_usual_name_is_found() {
        use Field as F;
        for (encoding, column, field) in [
            (TextEncoding::Utf8, "常住人", F::Population),
            (TextEncoding::Utf8, "用地代", F::LandUse),
            (TextEncoding::Utf8, "3岁以下", F::Under3),
            (TextEncoding::Utf8, "childcare_", F::ChildcareFloorArea),
            (TextEncoding::Gb18030, "2岁以下托", F::PlacesUnder2),
            (TextEncoding::Gb18030, "3岁以下人", F::Under3),
            (TextEncoding::Gb18030, "托育用房面", F::ChildcareFloorArea),
        ] {
            let wanted = [F::Population, F::LandUse, F::Under3, F::ChildcareFloorArea, F::PlacesUnder2];
            let spec = LayerSpec::default();
            let mut notes = Notes::default();
            let found =
                FieldMap::of(&shapefile(encoding, &[column]), &spec, "residential", &wanted, &mut notes);
            assert_eq!(found.expect("fields").0, [(field, 0, column.to_owned())]);
            assert_eq!(notes.to_vec().iter().map(|n| n.code).collect::<Vec<_>>(), ["fields-cut"], "{column}");
            // Elsewhere nothing is cut.
            assert_eq!(self::found(&[column], &wanted), []);
        }
        // Shorter than there is room for: this is another name.
        let short = shapefile(TextEncoding::Gb18030, &["常住人", "用地"]);
        let wanted = [F::Population, F::LandUse];
        let map = FieldMap::of(&short, &LayerSpec::default(), "residential", &wanted, &mut Notes::default());
        assert_eq!(map.expect("fields").0, []);
    }

    #[test]
    fn a_cut_name_that_fits_several_fields_is_told_and_not_taken() {
        use Field as F;
        let layer = shapefile(TextEncoding::Utf8, &["名称", "配建托", "托育用", "常住人"]);
        let spec = LayerSpec { fields: vec![(F::Population, "常住人口".into())], ..LayerSpec::default() };
        let wanted = [F::Name, F::Places, F::Population, F::ChildcareFloorArea];
        let mut notes = Notes::default();
        let map = FieldMap::of(&layer, &spec, "residential", &wanted, &mut notes).expect("fields");
        assert_eq!(map.unused(&layer), ["配建托"]);
        let words =
            |language| notes.to_vec().iter().map(|n| n.message(language)).collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(words(Language::En), @"
        the column `配建托` is what 10 bytes have left of a longer name, perhaps `配建托位`, `配建托育用房面积`
        fields found by their usual names: name = 名称
        fields found by names that the file has cut to 10 bytes: population = 常住人 (常住人口), childcare_floor_area = 托育用 (托育用房面积)
        ");
        insta::assert_snapshot!(words(Language::ZhCn), @"
        列 `配建托` 的名称被截为 10 个字节，原名可能是 `配建托位`, `配建托育用房面积`
        按常用名称识别的字段：name = 名称
        以下字段的名称被文件截为 10 个字节，已按其开头识别：population = 常住人 (常住人口), childcare_floor_area = 托育用 (托育用房面积)
        ");
        // Where all of them are found elsewhere, nothing is missing.
        let layer = shapefile(TextEncoding::Utf8, &["托位数", "配建托", "托育用"]);
        let wanted = [F::Places, F::ChildcareFloorArea];
        let mut notes = Notes::default();
        FieldMap::of(&layer, &LayerSpec::default(), "residential", &wanted, &mut notes).expect("fields");
        assert_eq!(notes.to_vec().iter().map(|n| n.code).collect::<Vec<_>>(), ["fields-found", "fields-cut"]);
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
