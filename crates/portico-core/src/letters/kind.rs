//! Kinds of letters: why one is written.

/// Why a letter is written; also the name of its template.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Proves the address of a new account.
    ConfirmAccount,
    /// Proves a changed address; goes to the new one.
    ConfirmEmailUpdate,
    /// Carries code and link of a sign-in.
    AdvancedAuth,
    /// Carries code and link for a new password.
    ForgotPassword,
    /// Carries code and link for a first password.
    VerifyCodeToSetPassword,
    /// Carries the code for an account that is made within a journey.
    JourneySignUp,
    /// Carries the code for a sign-in within a journey.
    JourneySignInOneTimePassword,
    /// Says that the password was changed.
    PasswordChanged,
    /// Says that the address was changed; goes to the old one.
    EmailChanged,
    /// Says that an app for codes was set up.
    SecondFactorSetUp,
    /// Says that the app for codes was removed.
    SecondFactorRemoved,
    /// Says that staff took everything away that proves the user beside the password.
    SecondFactorReset,
    /// Says that there are new recovery codes.
    RecoveryCodesRenewed,
    /// Says that a passkey was added.
    PasskeyAdded,
    /// Says that a passkey was removed.
    PasskeyRemoved,
    /// Says to the owner of an address that somebody tried to register with it again.
    AlreadyRegistered,
    /// Invites somebody to register.
    Invitation,
    /// A user invites a colleague.
    PartnerInvitation,
    /// Says that a pending account is open now.
    OnMapAPendingUser,
    /// Says that a change of the user's own has arrived.
    ChangeReceived,
    /// Tells staff that an account waits for its contact.
    OnPendingUser,
    /// Says that there is a new document.
    OnDocUpload,
    /// Says that there is an offer to decide on.
    OnNewQuote,
    /// Says that a task waits.
    OnWorkflowStepAssigned,
}

impl Kind {
    /// All of them, in the order in which staff read them.
    pub const ALL: [Self; 24] = [
        Self::ConfirmAccount,
        Self::Invitation,
        Self::PartnerInvitation,
        Self::OnMapAPendingUser,
        Self::AlreadyRegistered,
        Self::AdvancedAuth,
        Self::ForgotPassword,
        Self::VerifyCodeToSetPassword,
        Self::PasswordChanged,
        Self::ConfirmEmailUpdate,
        Self::EmailChanged,
        Self::SecondFactorSetUp,
        Self::SecondFactorRemoved,
        Self::SecondFactorReset,
        Self::RecoveryCodesRenewed,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::ChangeReceived,
        Self::OnDocUpload,
        Self::OnNewQuote,
        Self::OnWorkflowStepAssigned,
        Self::JourneySignUp,
        Self::JourneySignInOneTimePassword,
        Self::OnPendingUser,
    ];

    /// Its name in configurations and mailboxes.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "confirmAccount",
            Self::ConfirmEmailUpdate => "confirmEmailUpdate",
            Self::AdvancedAuth => "advancedAuth",
            Self::ForgotPassword => "forgotPassword",
            Self::VerifyCodeToSetPassword => "verifyCodeToSetPassword",
            Self::JourneySignUp => "journeySignUp",
            Self::JourneySignInOneTimePassword => "journeySignInOneTimePassword",
            Self::PasswordChanged => "passwordChanged",
            Self::EmailChanged => "emailChanged",
            Self::SecondFactorSetUp => "secondFactorSetUp",
            Self::SecondFactorRemoved => "secondFactorRemoved",
            Self::SecondFactorReset => "secondFactorReset",
            Self::RecoveryCodesRenewed => "recoveryCodesRenewed",
            Self::PasskeyAdded => "passkeyAdded",
            Self::PasskeyRemoved => "passkeyRemoved",
            Self::AlreadyRegistered => "alreadyRegistered",
            Self::Invitation => "invitation",
            Self::PartnerInvitation => "partnerInvitation",
            Self::OnMapAPendingUser => "onMapAPendingUser",
            Self::ChangeReceived => "changeReceived",
            Self::OnPendingUser => "onPendingUser",
            Self::OnDocUpload => "onDocUpload",
            Self::OnNewQuote => "onNewQuote",
            Self::OnWorkflowStepAssigned => "onWorkflowStepAssigned",
        }
    }

    /// The names under which configurations keep its template, the one that counts first.
    pub fn keys(self) -> Vec<&'static str> {
        match self {
            Self::AdvancedAuth => vec![self.name(), "advancedMFA"],
            Self::JourneySignInOneTimePassword => vec![self.name(), "journeyLoginOTP"],
            _ => vec![self.name()],
        }
    }

    /// The kind of a name or of one of its older names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.keys().contains(&name))
    }

    /// Whether anything in the product sends it; the others are kept for journeys and tasks.
    pub fn is_sent(self) -> bool {
        !matches!(
            self,
            Self::JourneySignUp | Self::JourneySignInOneTimePassword | Self::OnWorkflowStepAssigned
        )
    }

    /// Whether it carries a code to type.
    pub fn carries_code(self) -> bool {
        matches!(
            self,
            Self::ConfirmAccount
                | Self::ConfirmEmailUpdate
                | Self::AdvancedAuth
                | Self::ForgotPassword
                | Self::VerifyCodeToSetPassword
                | Self::JourneySignUp
                | Self::JourneySignInOneTimePassword
        )
    }

    /// Whether what it carries opens something for whoever reads it.
    pub fn is_secret(self) -> bool {
        self.carries_code() || matches!(self, Self::Invitation | Self::PartnerInvitation)
    }
}
