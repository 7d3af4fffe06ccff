import Foundation
package import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Looks whether the database of a desk can do its work, and says what to do where it cannot. Changes nothing; works beside
/// running servers. Waits for the database.
package struct StorageDoctor: Sendable {
    private let configuration: StorageConfiguration
    private let servers: Int?

    /// `servers` is how many of them are to run; nil for as many as run now.
    package init(_ configuration: StorageConfiguration, servers: Int? = nil) {
        self.configuration = configuration
        self.servers = servers
    }

    package func databaseFindings() -> [Finding] {
        do {
            guard let settings = try configuration.databaseSettings() else {
                return SQLiteDoctor(directory: configuration.directory.standardizedFileURL).findings()
            }
            return PostgresDoctor(settings, servers: servers).findings()
        } catch {
            return [Finding(.fault, "\(error)")]
        }
    }

    /// Whether the server's keys are those that the database belongs to.
    package func keyFindings() -> [Finding] {
        let known: String?
        do {
            known =
                if let settings = try configuration.databaseSettings() {
                    try PostgresDoctor(settings, servers: nil).tokenKeyFingerprint()
                } else {
                    try SQLiteDoctor(directory: configuration.directory.standardizedFileURL).tokenKeyFingerprint()
                }
        } catch {
            return [Finding(.warning, "The database cannot say which keys belong to it: see the findings about it.")]
        }
        if known == nil, configuration.tokenKey == nil,
            !FileManager.default.fileExists(atPath: configuration.tokenKeyFile.path)
        {
            return [Finding(.good, "The first server that starts makes the key of tokens.")]
        }
        do {
            let own = try TokenDigester(configuration, makingKey: false).fingerprint
            return switch known {
            case nil:
                [Finding(.good, "The key of tokens (fingerprint \(own)) is that of the desk from the next start on.")]
            case own: [Finding(.good, "The key of tokens (fingerprint \(own)) is that of the desk.")]
            case let known?: [Finding(.fault, DeskKeys.otherKey(own: own, known: known, configuration))]
            }
        } catch {
            return [Finding(.fault, "\(error)")]
        }
    }

    /// What a clock says that differs from this machine's by so many milliseconds; nil if it does not.
    static func clockFinding(off milliseconds: Int64) -> Finding? {
        guard abs(milliseconds) > 1000 else { return nil }
        let seconds = String(format: "%.1f", Double(abs(milliseconds)) / 1000)
        let direction = milliseconds > 0 ? "ahead of" : "behind"
        return Finding(
            .warning,
            """
            The clock of this machine is \(seconds) s \(direction) the database's. Times of messages are shown wrongly, and \
            servers disagree about what has expired. Let all machines follow one time (NTP).
            """)
    }
}
