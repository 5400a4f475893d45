//! Every route there is, with whom it admits and what it answers with. There is no second place to add one.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, get, post};
use casework::Action;
use instance::Instance;
use tower_http::compression::CompressionLayer;

use crate::app::{App, Settings};
use crate::desk::import::UPLOADS;
use crate::gate::{Access, Failure, GOVERNING, Gate, IMPORTS, REGISTERS, Sensitivity, guard};
use crate::governance::people::{self, RIGHTS};
use crate::governance::{accounts, journal, offices, proposals};
use crate::{account, api, assets, desk, governance, landing, portal, signin, studio};

/// Larger requests are not read at all.
const BODY_LIMIT: usize = 256 * 1024;

/// One route.
#[derive(Clone)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Whom it admits.
    pub access: Access,
    /// What it answers with.
    pub sensitivity: Sensitivity,
    /// Whether its form may bring a file.
    pub file: bool,
    handler: MethodRouter<App>,
}

impl Route {
    fn of(
        method: Method,
        path: &'static str,
        access: Access,
        sensitivity: Sensitivity,
        handler: MethodRouter<App>,
    ) -> Self {
        Self { method, path, access, sensitivity, file: false, handler }
    }
}

/// All routes.
pub fn table() -> Vec<Route> {
    use Access::{AllHere, AnyOf, Anyone, May, MayBeyondOwn, MayPropose, SignedIn};
    use Sensitivity::{Figures, Health, Page, People, Public};
    let get = |path, access, sensitivity, handler| Route::of(Method::GET, path, access, sensitivity, handler);
    let post = |path, access, sensitivity, handler| Route::of(Method::POST, path, access, sensitivity, handler);
    let others = vec![
        get("/", Anyone, Page, self::get(landing::show)),
        get("/healthz", Anyone, Health, self::get(api::health)),
        get("/assets/{hash}/{name}", Anyone, Public, self::get(assets::serve)),
        get("/favicon.ico", Anyone, Public, self::get(assets::icon)),
        get("/sign-in", Anyone, Page, self::get(signin::page::show)),
        post("/sign-in", Anyone, Page, self::post(signin::page::submit)),
        post("/sign-in/code", Anyone, Page, self::post(signin::page::code)),
        post("/sign-out", Anyone, Page, self::post(signin::page::sign_out)),
        get("/studio", Anyone, Page, self::get(studio::catalogue::show)),
        get("/studio/components", Anyone, Page, self::get(studio::components::show)),
        get("/studio/packs/{pack}", Anyone, Page, self::get(studio::pack::show)),
        get("/studio/packs/{pack}/{measure}", Anyone, Page, self::get(studio::rule::show)),
        get("/studio/packs/{pack}/{measure}/reach", May(Action::Simulate), Figures, self::get(studio::reach::show)),
        get(
            "/studio/packs/{pack}/{measure}/reach/persona",
            May(Action::OpenPersona),
            People,
            self::get(studio::persona::show),
        ),
        get("/studio/household", Anyone, People, self::get(studio::household::show)),
        post("/studio/household", Anyone, People, self::post(studio::household::answer)),
        get("/studio/library", Anyone, Page, self::get(studio::library::list::show)),
        get("/studio/library/practices/{actor}/{practice}", Anyone, Page, self::get(studio::library::practice::show)),
        get("/studio/library/compare", Anyone, Page, self::get(studio::library::compare::show)),
        get("/studio/library/recommendations", Anyone, Page, self::get(studio::library::recommendations::show)),
        get("/studio/library/packs/{pack}", Anyone, Figures, self::get(studio::library::adopt::show)),
        post(
            "/studio/library/packs/{pack}",
            May(Action::InstallPack),
            Page,
            self::post(studio::library::adopt::install),
        ),
        post(
            "/studio/library/packs/{pack}/propose",
            MayPropose(Action::InstallPack),
            Page,
            self::post(studio::library::adopt::propose),
        ),
        get("/studio/values/{pack}", SignedIn, Figures, self::get(studio::values::show)),
        post("/studio/values/{pack}", May(Action::InstallPack), Page, self::post(studio::values::install)),
        post(
            "/studio/values/{pack}/propose",
            MayPropose(Action::InstallPack),
            Page,
            self::post(studio::values::propose),
        ),
        get("/desk", May(Action::Search), People, self::get(desk::list::show)),
        post("/desk/search", May(Action::Search), People, self::post(desk::list::search)),
        get(UPLOADS, AllHere(IMPORTS), Page, self::get(desk::import::begin)),
        Route { file: true, ..post(UPLOADS, AllHere(IMPORTS), Page, self::post(desk::import::upload)) },
        get("/desk/import/{id}", AllHere(IMPORTS), People, self::get(desk::import::show)),
        post("/desk/import/{id}", AllHere(IMPORTS), People, self::post(desk::import::columns)),
        post("/desk/import/{id}/run", AllHere(IMPORTS), Page, self::post(desk::import::run)),
        post("/desk/import/{id}/rejects", AllHere(IMPORTS), People, self::post(desk::import::rejects)),
        post("/desk/import/{id}/end", AllHere(IMPORTS), Page, self::post(desk::import::end)),
        get("/seat", SignedIn, Page, self::get(signin::seat::show)),
        post("/seat", SignedIn, Page, self::post(signin::seat::take)),
        get("/account", SignedIn, Page, self::get(account::show)),
        post("/account/password", SignedIn, Page, self::post(account::password)),
        post("/account/factor", SignedIn, Page, self::post(account::factor)),
        post("/account/sessions", SignedIn, Page, self::post(account::end)),
        get("/proposals", SignedIn, Page, self::get(proposals::list)),
        get("/proposals/{id}", SignedIn, Figures, self::get(proposals::show)),
        post("/proposals/{id}", SignedIn, Page, self::post(proposals::conclude)),
        post("/proposals/{id}/half", SignedIn, Page, self::post(proposals::half)),
        post("/proposals/{id}/forget", MayPropose(Action::Erase), Page, self::post(proposals::forget)),
        get("/governance", AnyOf(&GOVERNING), Page, self::get(governance::show)),
        get("/governance/accounts", MayPropose(Action::GrantAccounts), Page, self::get(accounts::list)),
        post("/governance/accounts", MayPropose(Action::GrantAccounts), Page, self::post(accounts::open)),
        get("/governance/accounts/{account}", MayPropose(Action::GrantAccounts), Page, self::get(accounts::show)),
        post("/governance/accounts/{account}", MayPropose(Action::GrantAccounts), Page, self::post(accounts::change)),
        post(
            "/governance/accounts/{account}/reset",
            MayPropose(Action::GrantAccounts),
            Page,
            self::post(accounts::reset),
        ),
        get("/governance/offices", MayPropose(Action::GrantAccounts), Page, self::get(offices::list)),
        post("/governance/offices", MayPropose(Action::GrantAccounts), Page, self::post(offices::open)),
        get("/governance/people", AnyOf(&RIGHTS), Page, self::get(people::find)),
        post("/governance/people", AnyOf(&RIGHTS), Page, self::post(people::go)),
        get("/governance/people/{id}", AnyOf(&RIGHTS), People, self::get(people::show)),
        post("/governance/people/{id}/hold", May(Action::GovernPurposes), Page, self::post(people::hold)),
        post("/governance/people/{id}/forget", MayPropose(Action::Erase), Page, self::post(people::forget)),
        get("/governance/journal", MayBeyondOwn(Action::ReadJournal), Page, self::get(journal::show)),
        post("/governance/journal/verify", MayBeyondOwn(Action::ReadJournal), Page, self::post(journal::verify)),
        get("/governance/journal/checkpoint", MayBeyondOwn(Action::ReadJournal), Page, self::get(journal::checkpoint)),
        get("/api/v1/measures", Anyone, Public, self::get(api::measures)),
    ];
    reforms().into_iter().chain(portal()).chain(records()).chain(people()).chain(others).collect()
}

/// Records. Which of them may be read, and what may be done with one, is settled where it is read and decided.
fn records() -> [Route; 14] {
    use Access::May;
    use Sensitivity::People;
    let get = |path, handler| Route::of(Method::GET, path, May(Action::ReadPersonal), People, handler);
    let post = |path, handler| Route::of(Method::POST, path, May(Action::ReadPersonal), People, handler);
    [
        get("/desk/records", self::get(desk::records::list)),
        get("/desk/records/{id}", self::get(desk::records::show)),
        post("/desk/records/{id}", self::post(desk::records::amend)),
        post("/desk/records/{id}/act", self::post(desk::records::act)),
        post("/desk/records/{id}/step", self::post(desk::records::take)),
        post("/desk/records/{id}/move", self::post(desk::records::relocate)),
        get("/desk/work", self::get(desk::work::show)),
        post("/desk/records/{id}/place", self::post(desk::records::place)),
        post("/desk/records/{id}/lines", self::post(desk::records::lines)),
        get("/desk/places", self::get(desk::places::show)),
        get("/desk/new/{kind}", self::get(desk::records::begin_itself)),
        post("/desk/new/{kind}", self::post(desk::records::open_itself)),
        get("/desk/people/{id}/new/{kind}", self::get(desk::records::begin)),
        post("/desk/people/{id}/new/{kind}", self::post(desk::records::open)),
    ]
}

/// People: registered, read, amended. Whose record may be amended, and which field of it, is settled where it is decided; who
/// joins somebody's household is shown that household.
fn people() -> [Route; 7] {
    use Access::{AllHere, May};
    use Sensitivity::People;
    let get = |path, access, handler| Route::of(Method::GET, path, access, People, handler);
    let post = |path, access, handler| Route::of(Method::POST, path, access, People, handler);
    [
        get("/desk/people/new", AllHere(REGISTERS), self::get(desk::register::begin)),
        post("/desk/people/new", AllHere(REGISTERS), self::post(desk::register::enter)),
        get("/desk/people/{id}", May(Action::ReadPersonal), self::get(desk::person::show)),
        post("/desk/people/{id}", May(Action::Register), self::post(desk::asked::enter)),
        post("/desk/people/{id}/amend", May(Action::Register), self::post(desk::amend::enter)),
        get("/desk/people/{id}/household", AllHere(IMPORTS), self::get(desk::register::begin_member)),
        post("/desk/people/{id}/household", AllHere(IMPORTS), self::post(desk::register::enter_member)),
    ]
}

/// What anybody may ask for. Nobody signs in; answers lie under the browser's token, and no address tells one.
fn portal() -> [Route; 15] {
    let get = |path, handler| Route::of(Method::GET, path, Access::Anyone, Sensitivity::Page, handler);
    let post = |path, handler| Route::of(Method::POST, path, Access::Anyone, Sensitivity::Page, handler);
    [
        get(portal::NEED, self::get(portal::home)),
        get("/need/{number}", self::get(portal::start)),
        post("/need/{number}", self::post(portal::begin)),
        get(portal::PAGE, self::get(portal::question)),
        post(portal::PAGE, self::post(portal::answer)),
        get(portal::CHECK, self::get(portal::check)),
        post(portal::SEND, self::post(portal::send)),
        get(portal::SENT, self::get(portal::sent)),
        post(portal::KEEP, self::post(portal::keep)),
        get(portal::KEPT, self::get(portal::kept)),
        get(portal::SAFETY, self::get(portal::safety)),
        get(portal::STATUS, self::get(portal::status)),
        post(portal::STATUS, self::post(portal::look)),
        get(portal::EXIT, self::get(portal::leave)),
        get(portal::BLANK, self::get(portal::blank)),
    ]
}

/// Where rules are changed, and what was tried is kept.
fn reforms() -> Vec<Route> {
    use Access::{May, MayPropose, SignedIn};
    use Sensitivity::{Figures, Page};
    let get = |path, access, sensitivity, handler| Route::of(Method::GET, path, access, sensitivity, handler);
    let post = |path, access, handler| Route::of(Method::POST, path, access, Page, handler);
    vec![
        get("/studio/packs/{pack}/{measure}/change", SignedIn, Figures, self::get(studio::reform::show)),
        get(
            "/studio/packs/{pack}/{measure}/change.csv",
            May(Action::Simulate),
            Figures,
            self::get(studio::reform::export),
        ),
        post("/studio/packs/{pack}/{measure}/change", May(Action::InstallPack), self::post(studio::reform::install)),
        post(
            "/studio/packs/{pack}/{measure}/change/propose",
            MayPropose(Action::InstallPack),
            self::post(studio::reform::propose),
        ),
        post("/studio/packs/{pack}/{measure}/change/keep", May(Action::Simulate), self::post(studio::reform::keep)),
        get("/studio/studies", May(Action::Simulate), Page, self::get(studio::studies::show)),
        get("/studio/studies/{id}", May(Action::Simulate), Page, self::get(studio::studies::open)),
        post("/studio/studies/{id}/end", May(Action::Simulate), self::post(studio::studies::end)),
    ]
}

/// The whole web face of an instance.
pub fn router(instance: Arc<Instance>, settings: Settings) -> Router {
    let app = App::new(instance, settings);
    let gated = |handler: MethodRouter<App>, access, sensitivity, file| {
        handler.layer(from_fn_with_state(Gate { app: app.clone(), access, sensitivity, file }, guard))
    };
    let routes = table().into_iter().fold(Router::new(), |router, route| {
        router.route(route.path, gated(route.handler, route.access, route.sensitivity, route.file))
    });
    let nowhere = gated(any(async || Failure::NotFound), Access::Anyone, Sensitivity::Page, false);
    routes
        .fallback_service(nowhere.with_state(app.clone()))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CompressionLayer::new())
        .with_state(app)
}
