//! The handle by which the workbench and the command line run the server: start, swap, move, stop, watch.
//!
//! The calls return at once; one task on the runtime carries them out in their order and publishes the
//! status. The log and all counts belong to [`Traffic`] and outlive every start and stop.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::{
    net::TcpListener,
    runtime::Handle,
    sync::{Semaphore, mpsc, watch},
    task::JoinHandle,
};

use super::{
    Address, ServerOptions,
    admin::AdminState,
    connection,
    listener::{BindError, bind},
    outbound::Outbound,
    serving::Serving,
    template_store::{ReadOnly, TemplateStore},
    tls::{CertificateError, Tls},
    webhook::Webhooks,
};
use crate::{
    contract::Rules,
    engine::{Compiled, CompiledResponse, Decision, RenderError, Rendering, Request, ScenarioStates, Surroundings},
    model::EndpointId,
    traffic::Traffic,
};

/// Whether the server runs, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerStatus {
    /// It does not listen.
    Stopped,
    /// It is about to listen.
    Starting,
    /// It listens.
    Running {
        /// The address it really has.
        address: SocketAddr,
    },
    /// It could not listen.
    Failed {
        /// Why, in one sentence.
        message: String,
        /// A free port nearby, where the port was the trouble.
        suggested_port: Option<u16>,
    },
}

impl ServerStatus {
    /// Where it listens, if it does.
    pub fn address(&self) -> Option<SocketAddr> {
        if let Self::Running { address } = self { Some(*address) } else { None }
    }
}

/// The embedded server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    commands: mpsc::UnboundedSender<Command>,
    status: Arc<watch::Sender<ServerStatus>>,
}

/// What all connections share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) serving: ArcSwap<Serving>,
    pub(super) traffic: Arc<Traffic>,
    pub(super) options: ServerOptions,
    /// Calls other servers.
    pub(super) outbound: Outbound,
    /// Those that wait or are under way.
    pub(super) webhooks: Webhooks,
    /// What the control API remembers.
    pub(super) admin: AdminState,
    /// Where the sessions of scenarios are, whatever is being served.
    pub(super) scenario_states: Arc<Mutex<ScenarioStates>>,
    /// Certificates.
    pub(super) tls: Tls,
    /// What templates remember, whatever is being served.
    pub(super) store: Arc<TemplateStore>,
    /// Held while what is served is replaced, so that two replacements cannot undo each other.
    replacing: Mutex<()>,
}

#[derive(Debug)]
enum Command {
    Start(Address),
    Stop,
}

impl Server {
    /// A server that does not listen yet. It serves `compiled` with body files from `folder`.
    pub fn new(
        runtime: &Handle,
        traffic: Arc<Traffic>,
        compiled: Arc<Compiled>,
        folder: Option<PathBuf>,
        options: ServerOptions,
    ) -> Self {
        let shared = Arc::new(Shared::new(traffic, compiled, folder, options));
        let (commands, receiver) = mpsc::unbounded_channel();
        let status = Arc::new(watch::Sender::new(ServerStatus::Stopped));
        runtime.spawn(control(Arc::clone(&shared), receiver, Arc::clone(&status)));
        Self { shared, commands, status }
    }

    /// Listens on that address; moves there when it listens on another one.
    pub fn start(&self, address: Address) {
        self.status.send_replace(ServerStatus::Starting);
        self.command(Command::Start(address));
    }

    /// Stops listening and closes the connections; answers under way have [`ServerOptions::grace`] to end.
    pub fn stop(&self) {
        self.command(Command::Stop);
    }

    fn command(&self, command: Command) {
        // Without a receiver the runtime is gone, and with it every socket: nothing is left to do.
        let _ = self.commands.send(command);
    }

    /// Follows the status.
    pub fn status(&self) -> watch::Receiver<ServerStatus> {
        self.status.subscribe()
    }

    /// Waits until the start that was asked for has come off or failed, and returns the status.
    pub async fn started(&self) -> ServerStatus {
        let mut status = self.status();
        let settled = status.wait_for(|status| *status != ServerStatus::Starting).await;
        // An error means that the controlling task is gone, and every listener with it.
        settled.map_or(ServerStatus::Stopped, |status| status.clone())
    }

    /// Waits until it has stopped.
    pub async fn stopped(&self) {
        // An error means that the controlling task is gone, so it has stopped indeed.
        let _ = self.status().wait_for(|status| *status == ServerStatus::Stopped).await;
    }

    /// Serves another state of the project from the next request on. No connection notices.
    pub fn apply(&self, compiled: Arc<Compiled>) {
        self.apply_prepared(compiled, None);
    }

    /// The same where what the project's contract asks was worked out already, which takes a while for a large one.
    pub fn apply_prepared(&self, compiled: Arc<Compiled>, rules: Option<&Arc<Rules>>) {
        let _replacing = self.shared.replacing.lock();
        let folder = self.shared.serving.load().folder.clone();
        self.shared.replace(compiled, folder, rules);
    }

    /// Takes body files from another folder from the next request on.
    pub fn set_folder(&self, folder: Option<PathBuf>) {
        let _replacing = self.shared.replacing.lock();
        let compiled = Arc::clone(&self.shared.serving.load().compiled);
        self.shared.replace(compiled, folder, None);
    }

    /// What is served now.
    pub fn compiled(&self) -> Arc<Compiled> {
        Arc::clone(&self.shared.serving.load().compiled)
    }

    /// What is served now, and what its contract asks of it, where it has one.
    pub fn contract_rules(&self) -> Option<(Arc<Compiled>, Arc<Rules>)> {
        let serving = self.shared.serving.load();
        Some((Arc::clone(&serving.compiled), Arc::clone(serving.rules.as_ref()?)))
    }

    /// What all its connections share.
    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The traffic it reports to.
    pub fn traffic(&self) -> &Arc<Traffic> {
        &self.shared.traffic
    }

    /// How often an endpoint was asked since the counting began; the next call has the number after it.
    pub fn calls(&self, endpoint: &EndpointId) -> u64 {
        self.shared.traffic.endpoints().calls(endpoint)
    }

    /// Makes every endpoint's next call its first again, for responses in order and for conditions on the call number.
    pub fn reset_calls(&self) {
        self.shared.traffic.endpoints().reset_calls();
    }

    /// What clients of the control API show that come from another machine: `Authorization: Bearer TOKEN`.
    pub fn admin_token(&self) -> &str {
        self.shared.admin.token()
    }

    /// Keeps the local certificate authority in that folder, or takes over the one that is kept there; before this, or
    /// without a folder, it is made for this run of the program alone.
    pub fn keep_certificates_in(&self, folder: Option<PathBuf>) {
        self.shared.tls.keep_in(folder);
    }

    /// The local certificate authority's certificate as PEM, for whoever is to trust this server. Made on first use, which
    /// may read and write files.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn certificate_authority(&self) -> Result<String, CertificateError> {
        self.shared.tls.authority_pem(Timestamp::now())
    }

    /// Where that certificate is as a file, once it is kept.
    pub fn certificate_path(&self) -> Option<PathBuf> {
        self.shared.tls.certificate_path()
    }

    /// Why the certificate authority is lost when the program ends, if it is.
    pub fn certificate_notice(&self) -> Option<String> {
        self.shared.tls.notice()
    }

    /// Forgets what templates have stored.
    pub fn reset_template_store(&self) {
        self.shared.store.reset();
    }

    /// What a dynamic response would answer to a request, as things are now. Changes nothing: templates read what is stored
    /// and store nothing.
    ///
    /// # Errors
    ///
    /// Where a template fails on this request.
    pub fn preview(
        &self,
        compiled: &Compiled,
        response: &CompiledResponse,
        request: &Request<'_>,
        decision: &Decision,
    ) -> Result<Rendering, RenderError> {
        let serving = self.shared.serving.load();
        let surroundings = Surroundings { store: &ReadOnly(&self.shared.store), ..serving.surroundings() };
        compiled.render(response, request, decision, surroundings)
    }
}

impl Shared {
    pub(super) fn new(traffic: Arc<Traffic>, compiled: Arc<Compiled>, folder: Option<PathBuf>, options: ServerOptions) -> Self {
        traffic.watch().set(&compiled);
        let store = Arc::new(TemplateStore::default());
        let scenario_states = Arc::default();
        let serving = Serving::new(compiled, folder, traffic.endpoints(), Arc::clone(&scenario_states), Arc::clone(&store), None);
        let serving = ArcSwap::from_pointee(serving);
        let (outbound, webhooks, admin) = (Outbound::default(), Webhooks::new(), AdminState::new());
        let tls = Tls::default();
        Self { serving, traffic, options, outbound, webhooks, admin, tls, scenario_states, store, replacing: Mutex::new(()) }
    }

    /// Watches for other temporary expectations than before.
    pub(super) fn watch_anew(&self) {
        let _replacing = self.replacing.lock();
        let compiled = Arc::clone(&self.serving.load().compiled);
        self.traffic.watch().set(&self.admin.temporary.watched(&compiled));
    }

    fn replace(&self, compiled: Arc<Compiled>, folder: Option<PathBuf>, rules: Option<&Arc<Rules>>) {
        self.traffic.watch().set(&self.admin.temporary.watched(&compiled));
        self.scenario_states.lock().adopt(&compiled.scenarios);
        let (states, store) = (Arc::clone(&self.scenario_states), Arc::clone(&self.store));
        let before = rules.cloned().or_else(|| self.serving.load().rules.clone());
        let serving = Serving::new(compiled, folder, self.traffic.endpoints(), states, store, before.as_ref());
        self.serving.store(Arc::new(serving));
    }
}

/// A listener that is open.
struct Running {
    wanted: Address,
    address: SocketAddr,
    accepting: JoinHandle<()>,
    /// Tells the connections to end; they are gone when nobody listens to it any more.
    closing: watch::Sender<bool>,
}

impl Running {
    async fn open(wanted: Address, shared: &Arc<Shared>) -> Result<Self, BindError> {
        let listener = bind(&wanted).await?;
        let address =
            listener.local_addr().map_err(|error| BindError::Other { address: wanted.clone(), reason: error.to_string() })?;
        let (closing, receiver) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, Arc::clone(shared), receiver));
        Ok(Self { wanted, address, accepting, closing })
    }

    /// Closes the listener at once and lets the connections end; hands back the way to wait for them.
    async fn close(self) -> watch::Sender<bool> {
        self.closing.send_replace(true);
        // The accepting task never panics and is never aborted; if it were, its listener would be closed too.
        let _ = self.accepting.await;
        self.closing
    }
}

/// Carries out commands until the handle is dropped.
async fn control(shared: Arc<Shared>, mut commands: mpsc::UnboundedReceiver<Command>, status: Arc<watch::Sender<ServerStatus>>) {
    let mut running: Option<Running> = None;
    while let Some(command) = commands.recv().await {
        match command {
            Command::Start(address) => {
                if let Some(running) = running.as_ref().filter(|running| running.wanted == address) {
                    status.send_replace(ServerStatus::Running { address: running.address });
                    continue;
                }
                // The old listener goes first: the new address may overlap with it.
                if let Some(running) = running.take() {
                    running.close().await;
                }
                running = match Running::open(address, &shared).await {
                    Ok(opened) => {
                        status.send_replace(ServerStatus::Running { address: opened.address });
                        Some(opened)
                    }
                    Err(error) => {
                        let suggested_port = error.suggested_port();
                        status.send_replace(ServerStatus::Failed { message: error.to_string(), suggested_port });
                        None
                    }
                };
            }
            Command::Stop => {
                shared.webhooks.stop();
                if let Some(running) = running.take() {
                    running.close().await.closed().await;
                }
                status.send_replace(ServerStatus::Stopped);
            }
        }
    }
    shared.webhooks.stop();
    if let Some(running) = running {
        running.close().await.closed().await;
    }
}

/// Accepts connections until told to close.
async fn accept(listener: TcpListener, shared: Arc<Shared>, mut closing: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(shared.options.connections));
    loop {
        let accepted = tokio::select! {
            biased;
            _ = closing.wait_for(|closing| *closing) => return,
            accepted = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (listener.accept().await, place)
            } => accepted,
        };
        match accepted {
            (Ok((stream, client)), Ok(place)) => {
                let (shared, closing) = (Arc::clone(&shared), closing.clone());
                tokio::spawn(async move {
                    connection::serve(stream, client, shared, closing).await;
                    drop(place);
                });
            }
            // Out of file handles, or a client that left at once: the next try may do better, but not at full speed.
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
