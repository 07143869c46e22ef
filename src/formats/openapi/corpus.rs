//! Real documents, where `MOCKWRIGHT_CORPUS` names a folder of them with an `index.json`: each is read, and no path and no
//! operation is lost.

use std::{collections::HashSet, env, fs, path::PathBuf, time::Instant};

use serde_json::Value;

use super::{super::Location, NoWeb, contract_of};

#[test]
fn every_operation_of_real_documents_is_read() {
    let Some(folder) = env::var_os("MOCKWRIGHT_CORPUS").map(PathBuf::from) else { return };
    let index: Value = serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
    let (mut documents, mut operations, mut wrong) = (0, 0, Vec::new());
    for (name, entry) in index.as_object().unwrap() {
        let path = folder.join(entry["root"].as_str().unwrap());
        let begun = Instant::now();
        match contract_of(&fs::read(&path).unwrap(), &Location::File(path.clone()), &mut NoWeb) {
            Err(error) => wrong.push(error.to_string()),
            Ok((read, contract)) => {
                let took = begun.elapsed();
                let count = |key: &str| usize::try_from(entry[key].as_u64().unwrap()).unwrap();
                let paths: HashSet<&str> = contract.operations.iter().map(|operation| operation.path.as_str()).collect();
                println!(
                    "{name}: {} paths, {} operations, {} files, {} problems, {took:?}",
                    paths.len(),
                    contract.operations.len(),
                    read.texts.len(),
                    contract.problems.len()
                );
                for problem in contract.problems.iter().take(5) {
                    println!("    #{}: {}", problem.pointer, problem.message);
                }
                if (paths.len(), contract.operations.len()) != (count("paths"), count("operations")) {
                    wrong.push(format!("{name}: {} paths and {} operations were expected", count("paths"), count("operations")));
                }
                operations += contract.operations.len();
            }
        }
        documents += 1;
    }
    println!("{documents} documents, {operations} operations");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
