//! From a project file and flags to a [`Project`].

use std::path::{Path, PathBuf};

use super::file::{
    CircleTable, ContextTable, LayerTable, PlanTable, Plans, PrintTable, ProjectFile, Reported,
    ReportedTable, ServiceTable, Values, usual_circles,
};
use super::flags::Flags;
use super::folder_name::folder_name;
use super::overrides::override_by_flags;
use super::print::{ContextSpec, Date, PrintSpec};
use super::types::{
    AreaRule, Circle, CircleRule, ConfigurationRule, CrsChoice, Deliverable, Filter, LayerSpec, OverlapRule,
    PlanSpec, Project, Reading, ServiceSpec, ShapefileEncoding, TableSpec,
};
use super::{inputs, rules, standards};
use crate::error::{Error, Fault};
use crate::messages::{Language, label};
use crate::settings::{Day, Document, Settings, read_text};
use crate::style::Style;
use crate::units::Metres;

impl Project {
    /// Reads the project file at `path`: a TOML file with the keys of [`json_schema`](super::json_schema).
    ///
    /// Paths in it are taken from its folder. What it leaves out has the default that the schema tells.
    ///
    /// # Errors
    /// [`Fault::Usage`](crate::error::Fault::Usage): the file cannot be read, is not UTF-8 or not TOML, has an
    /// unknown key, lacks one, or has a value that is not allowed; the output folder holds an input.
    /// [`Fault::Data`](crate::error::Fault::Data): a data file that it names is missing.
    pub fn load(path: &Path) -> Result<Project, Error> {
        Self::resolve(Flags { project: Some(path.to_owned()), ..Flags::default() })
    }

    /// The project that the command line asks for: that of its project file, with what the flags say in place
    /// of what the file says; or, without a project file, that of the flags alone.
    ///
    /// `facilities`, `plan`, `filters`, `point_datum` and `circles` speak of the file's first service. A path
    /// replaces only the path of a layer or plan: the file's field names, CRS and year still hold. A blank
    /// name counts as none.
    ///
    /// Without a project file, `facilities` and `residential` must be given; the one service is `childcare`
    /// with circles of 300 m (5 minutes) and 1000 m (15 minutes), and the project is named after the folder of
    /// the residential layer.
    ///
    /// # Errors
    /// As [`Project::load`]; and when neither a project file nor both layers are given, or two circles of the
    /// flags have the same minutes, or one of more minutes a smaller radius.
    pub fn resolve(flags: Flags) -> Result<Project, Error> {
        let text;
        let document = match &flags.project {
            Some(path) => {
                text = read_text(ProjectFile::KIND, path)?;
                Some(Document::parse(ProjectFile::KIND, path, &text)?)
            }
            None => None,
        };
        let mut more_inputs: Vec<PathBuf> = flags.project.iter().cloned().collect();
        let mut project = match &document {
            Some(document) => {
                let file = document.read()?;
                more_inputs.extend(standards::files(document, &file));
                more_inputs.extend(style_file(document, &file));
                Builder { document, flags: &flags }.project(file)?
            }
            None => of_flags(&flags)?,
        };
        override_by_flags(&mut project, &flags);
        if let Some(document) = &document {
            headlines_have_their_units(document, &project)?;
        }
        inputs::are_there(&project, &flags, document.as_ref())?;
        more_inputs.extend(flags.style.clone());
        more_inputs.extend(
            [&project.print.style.fonts.regular, &project.print.style.fonts.bold]
                .into_iter()
                .flatten()
                .cloned(),
        );
        inputs::are_outside_of_the_output(&project, &more_inputs)?;
        Ok(project)
    }
}

/// Makes specifications of the tables of a project file.
struct Builder<'a> {
    document: &'a Document<'a>,
    flags: &'a Flags,
}

impl Builder<'_> {
    fn project(&self, file: ProjectFile) -> Result<Project, Error> {
        rules::have_distinct_ids(self.document, &file.service)?;
        let (residential, land_use_scheme) = file.layers.residential.split();
        let optional = |key: &str, table: Option<LayerTable>| table.map(|t| self.layer(key, t)).transpose();
        let name = self.flags.given_name().unwrap_or(file.name.0);
        let output = file.output.map(|output| self.document.path_at("output", &output.0)).transpose()?;
        let mut services = Vec::new();
        for (index, table) in file.service.into_iter().enumerate() {
            services.push(self.service(index, table)?);
        }
        let print = PrintSpec {
            data_source: file.data_source.map(|source| source.0),
            ..self.print(file.date, file.print.unwrap_or_default())?
        };
        let language = self.flags.language.unwrap_or(file.language);
        Ok(Project {
            output: output.unwrap_or_else(|| default_output(&name)),
            name,
            year: file.year,
            maker: file.maker.map(|maker| maker.0),
            language: file.language,
            crs: crs_choice(&file.crs.0),
            area: file.area,
            circles: file.circles,
            overlaps: file.overlaps,
            residential: LayerSpec { land_use_scheme, ..self.layer("layers.residential", residential)? },
            townships: optional("layers.townships", file.layers.townships)?,
            life_units: optional("layers.life_units", file.layers.life_units)?,
            context: self.context(file.layers.context)?,
            services,
            deliverables: file.deliverables,
            shapefile_encoding: file
                .shapefile_encoding
                .unwrap_or_else(|| ShapefileEncoding::of_language(language)),
            print,
        })
    }

    /// How maps and documents look, and what they say of themselves but for the source of the data.
    fn print(&self, date: Option<Day>, table: PrintTable) -> Result<PrintSpec, Error> {
        let date = match date {
            Some(day) => Some(Date::parse(&day.0).ok_or_else(|| {
                self.document
                    .error("settings-value", "date")
                    .with_term("expected", "term.settings.day")
                    .with("found", self.document.found_at("date"))
            })?),
            None => date_of_flags(self.flags)?,
        };
        let style = match (&self.flags.style, table.style) {
            (Some(path), _) => Style::load(path)?,
            (None, Some(path)) => self.style(&path.0)?,
            (None, None) => Style::default(),
        };
        Ok(PrintSpec {
            style,
            date,
            data_source: None,
            draft: table.draft.map(|draft| draft.0),
            map_review_number: table.map_review_number.map(|number| number.0),
        })
    }

    fn style(&self, path: &str) -> Result<Style, Error> {
        let key = "print.style";
        let path = self.document.path_at(key, path)?;
        // Its own words name only the file; here the key that names it is known as well.
        if path.try_exists().is_ok_and(|exists| !exists) {
            let missing = self.document.error("project-input-missing", key).with("input", path.display());
            return Err(Error { fault: Fault::Data, ..missing });
        }
        Style::load(&path)
    }

    fn context(&self, tables: Vec<ContextTable>) -> Result<Vec<ContextSpec>, Error> {
        let spec = |(index, table): (usize, ContextTable)| {
            let (kind, layer) = table.split();
            Ok(ContextSpec { kind, layer: self.layer(&format!("layers.context[{index}]"), layer)? })
        };
        tables.into_iter().enumerate().map(spec).collect()
    }

    fn service(&self, index: usize, table: ServiceTable) -> Result<ServiceSpec, Error> {
        let key = format!("service[{index}]");
        let circles = if index == 0 && !self.flags.circles.is_empty() {
            rules::circles_of_flags(&self.flags.circles)?
        } else {
            rules::circles(self.document, &key, &table)?
        };
        let categories = rules::categories(self.document, &key, table.category)?;
        let configuration =
            rules::configuration(self.document, &key, table.configuration, &circles, &categories)?;
        let reported = table.reported.map(|reported| self.reported(&format!("{key}.reported"), reported));
        let mut standards = standards::standards(self.document, &key, &table.standards)?;
        standards::put_in_targets(self.document, &key, &table.target, &mut standards)?;
        Ok(ServiceSpec {
            id: table.id,
            name: table.name.0,
            facilities: self.layer(&format!("{key}.facilities"), table.facilities)?,
            circles,
            categories,
            plans: self.plans(&key, table.plan)?,
            reported: reported.transpose()?,
            standards,
            configuration,
        })
    }

    fn plans(&self, service: &str, plans: Option<Plans>) -> Result<Vec<PlanSpec>, Error> {
        let spec = |key: String, plan: PlanTable| {
            let path = self.document.path_at(&format!("{key}.path"), &plan.path.0)?;
            let sheet = plan.sheet.map(|sheet| sheet.0);
            let table = TableSpec { path, sheet, encoding: plan.encoding };
            Ok(PlanSpec { table, year: plan.year })
        };
        match plans {
            None => Ok(Vec::new()),
            Some(Plans::One(plan)) => Ok(vec![spec(format!("{service}.plan"), plan)?]),
            Some(Plans::Many(plans)) => {
                rules::have_distinct_years(self.document, service, &plans)?;
                let key = |index| format!("{service}.plan[{index}]");
                plans.into_iter().enumerate().map(|(index, plan)| spec(key(index), plan)).collect()
            }
        }
    }

    fn reported(&self, key: &str, reported: Reported) -> Result<TableSpec, Error> {
        Ok(match reported {
            Reported::Path(path) => {
                TableSpec { path: self.document.path_at(key, &path.0)?, ..TableSpec::default() }
            }
            Reported::Table(ReportedTable { path, sheet, encoding }) => {
                let path = self.document.path_at(&format!("{key}.path"), &path.0)?;
                TableSpec { path, sheet: sheet.map(|sheet| sheet.0), encoding }
            }
        })
    }

    fn layer(&self, key: &str, table: LayerTable) -> Result<LayerSpec, Error> {
        Ok(LayerSpec {
            path: self.document.path_at(&format!("{key}.path"), &table.path.0)?,
            layer: table.layer.map(|layer| layer.0),
            encoding: table.encoding,
            x: table.x.map(|column| column.0),
            y: table.y.map(|column| column.0),
            geometry: table.geometry.map(|column| column.0),
            crs: table.crs.map(|crs| crs.0),
            datum: table.datum,
            fields: table.fields.named(),
            filters: table
                .filters
                .into_iter()
                .map(|(field, values)| Filter {
                    field,
                    values: match values {
                        Values::One(value) => vec![value.0],
                        Values::Many(values) => values.into_iter().map(|value| value.0).collect(),
                    },
                })
                .collect(),
            land_use_scheme: None,
        })
    }
}

/// The project of the flags alone.
fn of_flags(flags: &Flags) -> Result<Project, Error> {
    let (Some(facilities), Some(residential)) = (&flags.facilities, &flags.residential) else {
        let missing = match (&flags.facilities, &flags.residential) {
            (None, None) => "`--facilities`, `--residential`",
            (None, _) => "`--facilities`",
            _ => "`--residential`",
        };
        return Err(Error::usage("flags-incomplete").with("missing", missing));
    };
    let circles = if flags.circles.is_empty() {
        let usual = usual_circles();
        let circle = |c: &CircleTable| Some(Circle { minutes: c.minutes, radius: Metres::new(c.radius_m)? });
        usual.iter().filter_map(circle).collect()
    } else {
        rules::circles_of_flags(&flags.circles)?
    };
    let language = flags.language.unwrap_or_default();
    let name = flags.given_name().unwrap_or_else(|| name_by_folder(residential));
    Ok(Project {
        output: default_output(&name),
        name,
        year: None,
        maker: None,
        language,
        crs: CrsChoice::Auto,
        area: AreaRule::default(),
        circles: CircleRule::default(),
        overlaps: OverlapRule::default(),
        townships: None,
        residential: LayerSpec { path: residential.clone(), ..LayerSpec::default() },
        life_units: None,
        context: Vec::new(),
        services: vec![childcare(language, facilities.clone(), circles)],
        deliverables: Deliverable::usual(),
        shapefile_encoding: ShapefileEncoding::of_language(language),
        print: PrintSpec {
            style: flags.style.as_deref().map(Style::load).transpose()?.unwrap_or_default(),
            date: date_of_flags(flags)?,
            ..PrintSpec::default()
        },
    })
}

/// The date where the project has none.
fn date_of_flags(flags: &Flags) -> Result<Option<Date>, Error> {
    flags.source_date_epoch.as_deref().map(Date::of_source_date_epoch).transpose()
}

/// The style file that the project file names.
fn style_file(document: &Document<'_>, file: &ProjectFile) -> Option<PathBuf> {
    let path = file.print.as_ref()?.style.as_ref()?;
    document.path_at("print.style", &path.0).ok()
}

fn childcare(language: Language, facilities: PathBuf, circles: Vec<Circle>) -> ServiceSpec {
    ServiceSpec {
        id: "childcare".to_owned(),
        name: label(language, "term.project.childcare").to_owned(),
        facilities: LayerSpec { path: facilities, ..LayerSpec::default() },
        configuration: ConfigurationRule::of_circle(circles.first().map_or(0, |circle| circle.minutes)),
        circles,
        categories: Vec::new(),
        plans: Vec::new(),
        reported: None,
        standards: Vec::new(),
    }
}

/// The name of the folder that the layer lies in; of the layer itself where the folder has no name (`..`, `/`).
fn name_by_folder(layer: &Path) -> String {
    let absolute = std::path::absolute(layer).unwrap_or_else(|_| layer.to_owned());
    let folder = absolute.parent().and_then(Path::file_name);
    folder.or(layer.file_stem()).map_or_else(|| "_".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn default_output(name: &str) -> PathBuf {
    Path::new("output").join(folder_name(name))
}

pub(super) fn crs_choice(text: &str) -> CrsChoice {
    let text = text.trim();
    if text.eq_ignore_ascii_case("auto") { CrsChoice::Auto } else { CrsChoice::Given(text.to_owned()) }
}

/// Sees that life units are given where the headline counts them.
fn headlines_have_their_units(document: &Document<'_>, project: &Project) -> Result<(), Error> {
    if project.life_units.is_some() {
        return Ok(());
    }
    let counts_units = |service: &ServiceSpec| {
        matches!(
            service.configuration.headline,
            Some(Reading::UnitInside | Reading::UnitReach | Reading::UnitShare)
        )
    };
    match project.services.iter().position(counts_units) {
        Some(index) => {
            let key = format!("service[{index}].configuration.headline");
            Err(document.error("project-headline-units", &key).with("found", document.found_at(&key)))
        }
        None => Ok(()),
    }
}

impl Flags {
    /// The name, where one is given that is not blank.
    fn given_name(&self) -> Option<String> {
        self.name.clone().filter(|name| !name.trim().is_empty())
    }
}
