//! Papers and formats.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A paper size (ISO 216).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 594 mm × 420 mm.
    A2,
    /// 420 mm × 297 mm.
    A3,
    /// 297 mm × 210 mm.
    A4,
}

/// Which way a sheet is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Orientation {
    /// Wider than high.
    Landscape,
    /// Higher than wide.
    Portrait,
}

/// A paper, held one way: `A3 landscape`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sheet {
    /// The paper.
    pub paper: Paper,
    /// Which way it is held.
    pub orientation: Orientation,
}

impl Sheet {
    /// All sheets there are.
    pub const ALL: [Self; 6] = {
        use Orientation::{Landscape, Portrait};
        const fn sheet(paper: Paper, orientation: Orientation) -> Sheet {
            Sheet { paper, orientation }
        }
        [
            sheet(Paper::A2, Landscape),
            sheet(Paper::A2, Portrait),
            sheet(Paper::A3, Landscape),
            sheet(Paper::A3, Portrait),
            sheet(Paper::A4, Landscape),
            sheet(Paper::A4, Portrait),
        ]
    };

    /// Its name in style files: `A3 landscape`.
    pub fn name(self) -> &'static str {
        match (self.paper, self.orientation) {
            (Paper::A2, Orientation::Landscape) => "A2 landscape",
            (Paper::A2, Orientation::Portrait) => "A2 portrait",
            (Paper::A3, Orientation::Landscape) => "A3 landscape",
            (Paper::A3, Orientation::Portrait) => "A3 portrait",
            (Paper::A4, Orientation::Landscape) => "A4 landscape",
            (Paper::A4, Orientation::Portrait) => "A4 portrait",
        }
    }

    /// Width and height in millimetres.
    pub fn size_mm(self) -> (f64, f64) {
        let (long, short) = match self.paper {
            Paper::A2 => (594.0, 420.0),
            Paper::A3 => (420.0, 297.0),
            Paper::A4 => (297.0, 210.0),
        };
        match self.orientation {
            Orientation::Landscape => (long, short),
            Orientation::Portrait => (short, long),
        }
    }

    /// The size of its text and symbols beside that on A3: a paper half as large has text less than half as small, so
    /// that it stays readable.
    pub fn text_scale(self) -> f64 {
        match self.paper {
            Paper::A2 => 1.25,
            Paper::A3 => 1.0,
            Paper::A4 => 0.8,
        }
    }
}

impl TryFrom<String> for Sheet {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let named = Self::ALL.into_iter().find(|sheet| sheet.name() == text);
        named.ok_or_else(|| format!("{text} is not a sheet like A3 landscape"))
    }
}

impl From<Sheet> for String {
    fn from(sheet: Sheet) -> Self {
        sheet.name().to_owned()
    }
}

impl JsonSchema for Sheet {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sheet".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::ALL.map(Self::name) })
    }
}

/// A format of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Vectors and text, to print and to send.
    Pdf,
    /// Dots, to put into documents.
    Png,
    /// Vectors and text, to go on drawing.
    Svg,
}

impl Format {
    /// Its extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_the_sizes_of_their_papers() {
        for sheet in Sheet::ALL {
            let (width, height) = sheet.size_mm();
            assert_eq!(width > height, sheet.name().ends_with("landscape"));
            // ISO 216: sides as 1 to √2, to half a millimetre.
            assert!((width.max(height) - width.min(height) * 2_f64.sqrt()).abs() < 0.6, "{}", sheet.name());
        }
    }
}
