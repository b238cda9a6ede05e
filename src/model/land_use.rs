//! Urban and rural residential land, by land-use code.

mod code;
mod scheme;

pub(crate) use self::code::urban_or_rural;
pub(crate) use self::scheme::homes;
use crate::project::LandUseScheme;

/// What a parcel's land-use code says of its homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandUse {
    /// Urban (城镇) homes.
    Urban,
    /// Rural (农村) homes.
    Rural,
}

/// Whose codes the residential layer has, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LandUseCodes {
    /// The scheme; `None` where there are no codes, or they do not tell.
    pub scheme: Option<LandUseScheme>,
    /// How it is known.
    pub known_by: KnownBy,
}

/// How the scheme of the land-use codes is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum KnownBy {
    /// There are no land-use codes.
    #[default]
    NoCodes,
    /// The project says it.
    Project,
    /// A code or field that only this scheme has.
    Evidence(String),
    /// Nothing tells the schemes apart: the codes that are there mean the same in both, or `0702` is ambiguous.
    Undecided,
}
