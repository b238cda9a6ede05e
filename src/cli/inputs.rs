//! The inputs that `analyze` and `check` share, as flags.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lifecircle::error::Error;
use lifecircle::messages::Language;
use lifecircle::progress::{Progress, Silent};
use lifecircle::project::{AreaRule, CircleRule, Datum, Flags, OverlapRule, parse_circle, parse_filter};

use super::{Threads, progress};

#[derive(Debug, Args)]
pub(super) struct Inputs {
    #[arg(value_name = "PROJECT.toml")]
    project: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    facilities: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    residential: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    townships: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    life_units: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    #[arg(long = "where", value_name = "FIELD=V1,V2")]
    filters: Vec<String>,
    #[arg(long, value_name = "auto|EPSG:n|WKT|PROJ")]
    crs: Option<String>,
    #[arg(long, value_name = "DATUM")]
    point_datum: Option<DatumArg>,
    #[arg(long = "circle", value_name = "MIN=METRES")]
    circles: Vec<String>,
    #[arg(long)]
    area: Option<AreaArg>,
    #[arg(long = "circles")]
    circle_rule: Option<CircleArg>,
    #[arg(long)]
    overlaps: Option<OverlapArg>,
    #[arg(long)]
    name: Option<String>,
    #[arg(short, long)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) threads: Threads,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DatumArg {
    Wgs84,
    Cgcs2000,
    Gcj02,
    Bd09,
}

impl From<DatumArg> for Datum {
    fn from(argument: DatumArg) -> Self {
        match argument {
            DatumArg::Wgs84 => Self::Wgs84,
            DatumArg::Cgcs2000 => Self::Cgcs2000,
            DatumArg::Gcj02 => Self::Gcj02,
            DatumArg::Bd09 => Self::Bd09,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AreaArg {
    Ellipsoid,
    Plane,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CircleArg {
    Ground,
    Plane,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OverlapArg {
    Once,
    Each,
}

impl Inputs {
    /// What is told of the progress of the run.
    pub(super) fn progress(&self, language: Language) -> Box<dyn Progress> {
        if self.quiet { Box::new(Silent) } else { progress::on_terminal(language) }
    }

    /// The flags as plain data for [`lifecircle::project::Project::resolve`].
    pub(super) fn into_flags(self, language: Option<Language>) -> Result<Flags, Error> {
        Ok(Flags {
            project: self.project,
            facilities: self.facilities,
            residential: self.residential,
            townships: self.townships,
            life_units: self.life_units,
            plan: self.plan,
            filters: self.filters.iter().map(|f| parse_filter(f)).collect::<Result<_, _>>()?,
            crs: self.crs,
            point_datum: self.point_datum.map(Datum::from),
            circles: self.circles.iter().map(|c| parse_circle(c)).collect::<Result<_, _>>()?,
            area: self.area.map(|a| match a {
                AreaArg::Ellipsoid => AreaRule::Ellipsoid,
                AreaArg::Plane => AreaRule::Plane,
            }),
            circle_rule: self.circle_rule.map(|c| match c {
                CircleArg::Ground => CircleRule::Ground,
                CircleArg::Plane => CircleRule::Plane,
            }),
            overlaps: self.overlaps.map(|o| match o {
                OverlapArg::Once => OverlapRule::Once,
                OverlapArg::Each => OverlapRule::Each,
            }),
            language,
            name: self.name,
            // The one place where the program reads it; one that is no Unicode is no number either.
            source_date_epoch: std::env::var_os("SOURCE_DATE_EPOCH")
                .map(|text| text.to_string_lossy().into_owned()),
            ..Flags::default()
        })
    }
}
