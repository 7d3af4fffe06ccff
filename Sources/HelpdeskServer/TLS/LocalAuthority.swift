public import Foundation
import HelpdeskDesk
import NIOSSL
import SystemKit

/// A private certificate authority for a server on this machine. Nobody else trusts it, and nobody has to.
///
/// Made and renewed on demand by the program `openssl`: `ca.pem`, `ca.key`, `server.pem` and `server.key` in one
/// directory, the keys 0600.
public struct LocalAuthority: Sendable {
    /// The certificate that a client has to trust.
    public let certificate: URL
    public let server: TLSFiles
    private let authorityKey: URL

    /// Reads or makes everything. Throws ``ServerFailure`` if a file cannot be written, or `openssl` fails.
    public init(directory: URL, now: Date = Date()) throws {
        certificate = directory.appending(path: "ca.pem")
        authorityKey = directory.appending(path: "ca.key")
        server = TLSFiles(
            certificate: directory.appending(path: "server.pem"), key: directory.appending(path: "server.key"))
        guard !isFresh(certificate, authorityKey, now) || !isFresh(server.certificate, server.key, now) else { return }
        // Made elsewhere and moved, so that nobody finds a certificate without its key.
        let new = directory.appending(path: ".new")
        do {
            try? FileManager.default.removeItem(at: new)
            try FileManager.default.createDirectory(
                at: new, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(at: new) }
            try Self.make(in: new)
            for file in [authorityKey, server.key, server.certificate, certificate] {
                guard rename(new.appending(path: file.lastPathComponent).path, file.path) == 0 else {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
        } catch let error as ServerFailure {
            throw error
        } catch {
            throw ServerFailure("The certificates in \(directory.path) cannot be made. Check the directory.")
        }
    }

    /// Whether both files are there and the certificate is valid for another month.
    private func isFresh(_ certificate: URL, _ key: URL, _ now: Date) -> Bool {
        guard FileManager.default.fileExists(atPath: key.path),
            let certificate = try? NIOSSLCertificate.fromPEMFile(certificate.path).first
        else { return false }
        let time = time_t(now.timeIntervalSince1970)
        return certificate.notValidBefore <= time && certificate.notValidAfter > time + 30 * 86_400
    }

    private static func make(in directory: URL) throws {
        let settings = directory.appending(path: "openssl.cnf")
        try Data(profiles.utf8).write(to: settings)
        let path = { (name: String) in directory.appending(path: name).path }
        let request = [
            "req", "-x509", "-sha256", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config",
            settings.path,
        ]
        try openSSL(
            request + [
                "-extensions", "authority", "-subj", "/CN=Cabdesk local CA", "-days", "3650", "-keyout", path("ca.key"),
                "-out", path("ca.pem"),
            ])
        try openSSL(
            request + [
                "-extensions", "server", "-subj", "/CN=localhost", "-days", "365", "-CA", path("ca.pem"), "-CAkey",
                path("ca.key"), "-keyout", path("server.key"), "-out", path("server.pem"),
            ])
        for key in ["ca.key", "server.key"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(key))
        }
    }

    private static func openSSL(_ arguments: [String]) throws {
        let limit = Duration.seconds(60)
        let outcome: HelperProgram.Outcome
        do throws(HelperProgram.Failure) {
            outcome = try HelperProgram(
                arguments: ["openssl"] + arguments, environment: ProcessInfo.processInfo.environment, limit: limit
            ).run()
        } catch .notStarted(ENOENT) {
            throw ServerFailure("The program openssl, which makes the certificates, is not there. Install openssl.")
        } catch {
            throw ServerFailure("The program openssl cannot make the certificates: \(error.text(after: limit)).")
        }
        guard outcome.status == 0 else {
            throw ServerFailure(
                "The program openssl cannot make the certificates (\(outcome.endText)): \(outcome.complaint)")
        }
    }

    /// The uses of the two certificates (openssl-req(1), x509v3_config(5)).
    private static let profiles = """
        [req]
        distinguished_name = subject
        [subject]
        [authority]
        basicConstraints = critical, CA:TRUE, pathlen:0
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [server]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = serverAuth
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1

        """
}
