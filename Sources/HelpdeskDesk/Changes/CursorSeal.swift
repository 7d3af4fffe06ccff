import Crypto
import Foundation
import HelpdeskModels

/// Turns cursors into text that only this desk reads, for one account only.
///
/// The numbers in a cursor count what happened on the whole desk: in plain text, they would tell a customer how much
/// other services write, and when an internal note is written. AES-GCM (NIST SP 800-38D) hides them and refuses what was
/// made up; the nonce is derived from the cursor, so that the same cursor is always the same text.
package struct CursorSeal: Sendable {
    private let key: SymmetricKey
    private let nonceKey: SymmetricKey

    /// The seal changes with the database, the user, the role and the service: each changes what the feed holds.
    package init(_ account: Account, instance: String) {
        let parts = [account.user.id.rawValue, account.user.role.rawValue, account.service?.id.rawValue ?? ""]
        // Nobody but the database knows its instance, a random UUID.
        let secret = SymmetricKey(data: Data(instance.utf8))
        func derived(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: secret, info: Data(([use] + parts).joined(separator: "\n").utf8), outputByteCount: 32)
        }
        key = derived("cursor")
        nonceKey = derived("cursor nonce")
    }

    /// 60 letters, digits, `-` and `_`.
    package func text(of cursor: ChangeCursor) throws -> String {
        let data = cursor.data
        let digest = HMAC<SHA256>.authenticationCode(for: data, using: nonceKey)
        let box = try AES.GCM.seal(data, using: key, nonce: AES.GCM.Nonce(data: Data(digest).prefix(12)))
        return Base64URL.text(of: box.nonce + box.ciphertext + box.tag)
    }

    /// Throws ``StoreError/cursorGone`` if the text was not made under this seal, or is of a change after `latest`.
    package func cursor(from text: String, latest: Int64) throws -> ChangeCursor {
        guard let data = Base64URL.data(of: text), let box = try? AES.GCM.SealedBox(combined: data),
            let plain = try? AES.GCM.open(box, using: key), let cursor = ChangeCursor(plain, latest: latest)
        else { throw StoreError.cursorGone }
        return cursor
    }
}
