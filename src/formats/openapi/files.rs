//! The files that a contract refers to: those beside it on disk, and those on the web through whoever can reach it.

use url::Url;

use super::super::MAX_BYTES;
use crate::{
    contract::{Fetch, Fetched},
    storage::read_limited,
};

/// Files of the disk and, by `web`, of the web.
pub(super) struct Files<'w> {
    pub(super) web: &'w mut dyn Fetch,
}

impl Fetch for Files<'_> {
    fn fetch(&mut self, address: &Url) -> Result<Fetched, String> {
        match address.scheme() {
            "http" | "https" => self.web.fetch(address),
            "file" => {
                let path = address.to_file_path().map_err(|()| "it is no path of this system".to_owned())?;
                let bytes = read_limited(&path, MAX_BYTES).map_err(|error| error.to_string())?;
                Ok(Fetched { bytes, address: address.clone() })
            }
            scheme => Err(format!("only files and addresses of http and https can be read, not {scheme}")),
        }
    }
}

/// For where nothing of the web is to be read.
#[derive(Debug)]
pub(in crate::formats) struct NoWeb;

impl Fetch for NoWeb {
    fn fetch(&mut self, _: &Url) -> Result<Fetched, String> {
        Err("the web is not read here".to_owned())
    }
}
