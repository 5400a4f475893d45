//! Which fields are filled, and how many in a thousand people are not asked or do not say.

/// Names each datum, its field and its rate of missing answers.
macro_rules! data {
    ($($datum:ident = $field:literal, $missing:literal;)*) => {
        /// A field this population fills.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Datum { $($datum),* }

        /// Each with its field's name and, in a thousand people, how many leave it open.
        pub const DATA: &[(Datum, &str, u32)] = &[$((Datum::$datum, $field, $missing)),*];
    };
}

data! {
    Id = "id", 0;
    ExternalSystem = "external.system", 0;
    ExternalId = "external.id", 0;
    NameFull = "name.full", 0;
    NameGiven = "name.given", 0;
    NameFamily = "name.family", 0;
    Phone = "contact.phone", 120;
    ContactSafe = "contact.safe", 90;
    ContactChannel = "contact.channel", 90;
    DocumentKind = "document.kind", 60;
    DocumentNumber = "document.number", 100;
    BirthDate = "birth_date", 30;
    Sex = "sex", 5;
    Nationalities = "nationalities", 15;
    Languages = "languages", 50;
    LanguagePreferred = "language.preferred", 60;
    LanguageReads = "language.reads", 110;
    HouseholdId = "household.id", 0;
    HouseholdRole = "household.role", 10;
    HouseholdSize = "household.size", 20;
    StayStatus = "stay.status", 70;
    ProtectionStatus = "protection.status", 80;
    ProtectionClaimedOn = "protection.claimed_on", 90;
    Stateless = "stateless", 60;
    MigrationStage = "migration.stage", 40;
    ApplicationKind = "application.kind", 50;
    ApplicationLodgedOn = "application.lodged_on", 70;
    ApplicationDecidedOn = "application.decided_on", 60;
    ApplicationStatus = "application.status", 50;
    PermitKind = "permit.kind", 60;
    PermitIssuedOn = "permit.issued_on", 90;
    PermitExpiresOn = "permit.expires_on", 80;
    PermitDependsOnJob = "permit.depends_on_job", 110;
    Country = "country", 20;
    Place = "place", 100;
    InCountry = "in_country", 0;
    ArrivedOn = "arrived_on", 60;
    DiedOn = "died_on", 20;
    ReturnOn = "return.on", 50;
    ReturnFrom = "return.from", 40;
    ReturnKind = "return.kind", 60;
    WorkStatus = "work.status", 60;
    WorkOccupation = "work.occupation", 90;
    WorkSector = "work.sector", 80;
    WorkStartedOn = "work.started_on", 100;
    WorkLivesWithEmployer = "work.lives_with_employer", 100;
    WorkLostIncome = "work.lost_income", 80;
    WorkIncomeLostOn = "work.income_lost_on", 110;
    CareHours = "care.hours", 100;
    CareMonths = "care.months", 90;
    HealthCover = "health.cover", 100;
    ChildCare = "child.care", 40;
    ChildGuardian = "child.guardian", 60;
    ChildGuardianAppointedOn = "child.guardian_appointed_on", 80;
    Disability = "disability", 120;
}
