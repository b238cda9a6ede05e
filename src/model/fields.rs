//! Which attribute of a layer holds what: named by the project, or found under its usual names.

use super::names::normalised_name;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{Field, LayerSpec};
use crate::read::{Feature, Layer};

/// The usual names of a meaning, the most telling first. Compared without regard to case, width and spaces.
pub fn usual_names(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["地块编号", "编号", "标识码", "id", "bsm", "objectid", "fid", "gid"],
        Field::Name => &[
            "名称",
            "name",
            "机构名称",
            "设施名称",
            "小区名称",
            "社区名称",
            "乡镇名称",
            "行政区名称",
            "xzqmc",
            "xqmc",
            "sqmc",
            "mc",
            "title",
        ],
        Field::Code => &[
            "xzqdm",
            "code",
            "代码",
            "行政区代码",
            "行政区划代码",
            "乡镇代码",
            "区划代码",
            "adcode",
            "areacode",
        ],
        Field::Category => {
            &["类型", "category", "类别", "设施类型", "设施类别", "机构类型", "机构类别", "type", "amenity"]
        }
        Field::Places => {
            &["托位数", "托位", "places", "slots", "总托位数", "学位数", "床位数", "capacity", "seats"]
        }
        Field::Township => &[
            "乡镇",
            "township",
            "乡镇街道",
            "乡镇(街道)",
            "所属乡镇",
            "所在乡镇",
            "所属街道",
            "街道",
            "town",
            "township_name",
        ],
        Field::TownshipCode => &["乡镇代码", "township_code", "所属乡镇代码", "xzdm", "towncode", "xzqdm"],
        Field::Population => {
            &["常住人口", "人口", "population", "人口数", "居住人口", "总人口", "pop", "rks"]
        }
        Field::Households => &["户数", "households", "总户数", "居住户数", "hh", "hs"],
        _ => &[],
    }
}

/// The attribute positions of the meanings that a layer is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldMap(Vec<(Field, u32)>);

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
        let comparable: Vec<String> =
            layer.fields.iter().map(|f| normalised_name(f).to_lowercase()).collect();
        let mut map = Vec::new();
        let mut found = Vec::new();
        for &(field, ref name) in &spec.fields {
            let position = layer.field(name).ok_or_else(|| {
                Error::data("field-missing")
                    .with("path", layer.path.display())
                    .with("field", name)
                    .with("fields", layer.fields.join("`, `"))
            })?;
            map.push((field, position));
        }
        for &field in wanted {
            if map.iter().any(|(f, _)| *f == field) {
                continue;
            }
            let is_free = |i: &usize| !map.iter().any(|(_, taken)| *taken as usize == *i);
            let position = usual_names(field)
                .iter()
                .find_map(|name| comparable.iter().position(|f| f == name).filter(is_free));
            if let Some(position) = position {
                map.push((field, u32::try_from(position).unwrap_or(u32::MAX)));
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
        self.0.iter().any(|(f, _)| *f == field)
    }

    /// The text of a field; `None` when absent, null or blank.
    pub(crate) fn text(&self, feature: &Feature, field: Field) -> Option<String> {
        let (_, position) = self.0.iter().find(|(f, _)| *f == field)?;
        let text = feature.value(*position)?.as_text();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The number in a field. What is there but is no number ≥ 0 becomes a note, and `None`.
    pub(crate) fn amount(
        &self,
        feature: &Feature,
        field: Field,
        role: &str,
        name: Option<&str>,
        notes: &mut Notes,
    ) -> Option<f64> {
        let (_, position) = self.0.iter().find(|(f, _)| *f == field)?;
        let value = feature.value(*position)?;
        let number = value.as_number().filter(|n| *n >= 0.0);
        if number.is_none() && !value.as_text().trim().is_empty() {
            notes.push(
                Note::new(Severity::Warning, "not-an-amount")
                    .layer(role)
                    .feature(feature.index, name.map(str::to_owned))
                    .with("field", field.key())
                    .with("value", value.as_text()),
            );
        }
        number
    }
}
