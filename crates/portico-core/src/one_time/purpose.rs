//! What one-time secrets are good for.

/// What a secret is good for; it is good for nothing else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Proves the address of a new account.
    ConfirmAccount,
    /// Proves a changed address.
    ConfirmEmail,
    /// Allows a new password.
    ResetPassword,
    /// Signs in without a password.
    SignIn,
    /// Is the second step of a sign-in by password.
    SecondStep,
    /// Waits for a second factor of the user's own; the code and link that come with it are sent to nobody.
    SecondFactor,
    /// Lets an invited person register.
    Invitation,
    /// Lets a member of staff look through a user's eyes.
    LoginAs,
    /// Hands a sign-in over from another page, such as an identity provider's.
    Exchange,
    /// Proves the address that an identity provider told.
    VouchedAddress,
}

impl Purpose {
    const ALL: [Self; 10] = [
        Self::ConfirmAccount,
        Self::ConfirmEmail,
        Self::ResetPassword,
        Self::SignIn,
        Self::SecondStep,
        Self::SecondFactor,
        Self::Invitation,
        Self::LoginAs,
        Self::Exchange,
        Self::VouchedAddress,
    ];

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "confirm_account",
            Self::ConfirmEmail => "confirm_email",
            Self::ResetPassword => "reset_password",
            Self::SignIn => "sign_in",
            Self::SecondStep => "second_step",
            Self::SecondFactor => "second_factor",
            Self::Invitation => "invitation",
            Self::LoginAs => "login_as",
            Self::Exchange => "exchange",
            Self::VouchedAddress => "vouched_address",
        }
    }
}
