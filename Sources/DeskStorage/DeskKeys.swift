package import Foundation
import HelpdeskDesk
import SystemKit
import TOMLText

/// How the keys of a server are held to those that the database belongs to.
enum DeskKeys {
    /// They must be the same. The first server that opens a database decides.
    case proven
    /// From now on the database belongs to those that the server has.
    case adopted
    /// For those who need no keys, and may have none.
    case ignored

    /// The digester of the desk. Throws ``ServerFailure`` or `ConfigurationError`.
    func digester(of database: any DeskDatabase, _ configuration: StorageConfiguration) throws -> TokenDigester {
        guard self != .ignored else { return TokenDigester(key: TokenDigester.randomKey()) }
        let known = try database.inspect { try $0.tokenKeyFingerprint() }
        let digester = try TokenDigester(configuration, makingKey: known == nil || self == .adopted)
        let own = digester.fingerprint
        if self == .proven, let known, known != own {
            throw ServerFailure(Self.otherKey(own: own, known: known, configuration))
        }
        guard known != own else { return digester }
        try database.administerQuietly { records in
            // Another server may have come first.
            if self == .proven, let known = try records.tokenKeyFingerprint(), known != own {
                throw ServerFailure(Self.otherKey(own: own, known: known, configuration))
            }
            self == .adopted ? try records.adopt(tokenKeyFingerprint: own) : try records.store(tokenKeyFingerprint: own)
        }
        return digester
    }

    static func otherKey(own: String, known: String, _ configuration: StorageConfiguration) -> String {
        let place = configuration.tokenKey == nil ? configuration.tokenKeyFile.path : "[keys]"
        return """
            The key in \(place) (fingerprint \(own)) is not the one that this desk's tokens were made with (fingerprint \
            \(known)), so nobody could sign in. Give this server the key that the others have, by [keys] token_file; or if \
            it is lost, run `cabdeskd admin adopt-key` and invite everybody anew.
            """
    }
}

extension DataDirectory {
    /// Makes the keys that the server has those of the desk: what was made with others is not valid any more. Returns the
    /// fingerprint. Throws ``ServerFailure``.
    package static func adoptKeys(_ configuration: StorageConfiguration) throws -> String {
        try DataDirectory(configuration, keys: .adopted).desk.digester.fingerprint
    }
}

extension StorageConfiguration {
    /// The key of a desk whose configuration names none: 32 bytes.
    package var tokenKeyFile: URL { directory.standardizedFileURL.appending(path: TokenDigester.fileName) }
}

extension TokenDigester {
    static let fileName = "token.key"

    static func randomKey() -> Data {
        var system = SystemRandomNumberGenerator()
        return Data((0..<keyLength).map { _ in UInt8.random(in: .min ... .max, using: &system) })
    }

    /// With the key that the configuration names, or the one in the file, which is made if there is none and `makingKey`.
    /// Throws ``ServerFailure`` or `ConfigurationError`.
    init(_ configuration: StorageConfiguration, makingKey: Bool) throws {
        self.init(key: try Self.key(of: configuration, making: makingKey))
    }

    static func key(of configuration: StorageConfiguration, making: Bool) throws -> Data {
        try configuration.tokenKey.map(key(from:)) ?? key(in: configuration.tokenKeyFile, making: making)
    }

    private static func key(from source: SecretSource) throws -> Data {
        let (text, place) = try source.read("the key of tokens")
        guard text.utf8.count == 2 * keyLength, let key = Data(hexadecimal: text) else {
            throw ServerFailure(
                "The key of tokens in \(place) is not 64 hexadecimal digits. Make one with: openssl rand -hex 32")
        }
        return key
    }

    private static func key(in url: URL, making: Bool) throws -> Data {
        guard making || FileManager.default.fileExists(atPath: url.path) else {
            throw ServerFailure(
                "\(url.path) is not there, but this desk has a key. Restore the file from a backup, or name the key that "
                    + "the other servers have: [keys] token_file.")
        }
        let key: Data
        do {
            key = try SecretFile.readOrCreate(url, Self.randomKey)
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        }
        guard key.count == keyLength else {
            throw ServerFailure("\(url.path) is not a key of cabdeskd (32 bytes). Restore it from a backup.")
        }
        return key
    }
}

extension Data {
    /// Nil unless all of it is pairs of hexadecimal digits.
    fileprivate init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        self = Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
