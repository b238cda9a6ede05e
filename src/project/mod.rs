//! The project: what the user asked for, in words of the field, with all defaults filled in.
//!
//! A [`Project`] comes from a TOML file ([`Project::load`]), from command-line flags, or from both, the flags
//! going first ([`Project::resolve`]). The room knows nothing of file formats and geometry: data files are
//! named and looked for, not opened.

mod circles;
mod fields;
mod file;
mod flags;
mod folder_name;
mod inputs;
mod overrides;
mod print;
mod resolve;
mod rules;
mod schema;
mod standards;
mod template;
#[cfg(test)]
mod tests;
mod types;

pub use self::flags::{Flags, parse_circle, parse_deliverables, parse_filter};
pub use self::folder_name::folder_name;
pub use self::overrides::file_and_layer;
pub use self::print::{ContextKind, ContextSpec, Date, PrintSpec};
pub use self::schema::json_schema;
pub use self::template::{
    PLAN_TEMPLATE_FILE, REPORTED_TEMPLATE_FILE, plan_template, reported_template, template,
};
pub use self::types::{
    AreaRule, CategorySpec, Circle, CircleRule, ConfigurationLand, ConfigurationRule, CrsChoice, Datum,
    Deliverable, Field, Filter, LandUseScheme, LayerSpec, OverlapRule, PlanSpec, Project, Reading,
    ServiceSpec, ShapefileEncoding, TableSpec,
};
