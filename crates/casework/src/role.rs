//! The twelve roles, closed, with the two letters by which grants name them.

/// A role of the reviewed table; the order is that of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Nobody has signed in.
    Anonymous,
    /// A person on the move, about themselves.
    Person,
    /// Answers, finds, registers, hands over.
    HelpDesk,
    /// Works a caseload.
    CaseWorker,
    /// Answers for a team's caseload.
    Supervisor,
    /// Returns, shelters, distributions.
    Operations,
    /// Makes payment plans.
    FinanceMaker,
    /// Approves and releases payments.
    FinanceChecker,
    /// Simulates and publishes figures, never people.
    Analyst,
    /// Writes packs.
    PracticeAuthor,
    /// Data protection officer, auditor.
    DataProtection,
    /// Runs the program; reads nobody.
    Administrator,
}

impl Role {
    /// All of them, in the order of the table's columns.
    pub const ALL: [Self; 12] = [
        Self::Anonymous,
        Self::Person,
        Self::HelpDesk,
        Self::CaseWorker,
        Self::Supervisor,
        Self::Operations,
        Self::FinanceMaker,
        Self::FinanceChecker,
        Self::Analyst,
        Self::PracticeAuthor,
        Self::DataProtection,
        Self::Administrator,
    ];

    /// The two letters of its column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anonymous => "AN",
            Self::Person => "PE",
            Self::HelpDesk => "HD",
            Self::CaseWorker => "CW",
            Self::Supervisor => "SU",
            Self::Operations => "OP",
            Self::FinanceMaker => "FM",
            Self::FinanceChecker => "FC",
            Self::Analyst => "AY",
            Self::PracticeAuthor => "PA",
            Self::DataProtection => "DP",
            Self::Administrator => "AD",
        }
    }

    /// The role of two letters; a grant of another text gives nothing.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
