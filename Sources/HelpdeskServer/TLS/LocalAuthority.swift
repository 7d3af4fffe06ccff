import Crypto
public import Foundation
import HelpdeskDesk
import SwiftASN1
import SystemKit
import X509

/// A certificate authority of one's own for a server on this machine: nobody else trusts it, and nobody has to.
///
/// Made and renewed on demand: `ca.pem`, `ca.key`, `server.pem` and `server.key` in one directory, the keys 0600.
public struct LocalAuthority: Sendable {
    /// The certificate that a client has to trust.
    public let certificate: URL
    public let server: TLSFiles
    private let authorityKey: URL

    /// Reads or makes everything. Throws ``ServerFailure`` if a file cannot be written.
    public init(directory: URL, now: Date = Date()) throws {
        certificate = directory.appending(path: "ca.pem")
        authorityKey = directory.appending(path: "ca.key")
        server = TLSFiles(
            certificate: directory.appending(path: "server.pem"), key: directory.appending(path: "server.key"))
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if try !isFresh(certificate, authorityKey, now) || !isFresh(server.certificate, server.key, now) {
                try make(now)
            }
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        } catch {
            throw ServerFailure("The certificates in \(directory.path) cannot be made. Check the directory.")
        }
    }

    /// Whether both files are there and the certificate is valid for another month.
    private func isFresh(_ certificate: URL, _ key: URL, _ now: Date) throws -> Bool {
        guard FileManager.default.fileExists(atPath: key.path),
            let pem = try? String(contentsOf: certificate, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: pem)
        else { return false }
        return certificate.notValidBefore <= now
            && certificate.notValidAfter > now.addingTimeInterval(30 * 86_400)
    }

    private func make(_ now: Date) throws {
        let start = now.addingTimeInterval(-3600)
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let serverKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let authorityName = try DistinguishedName { CommonName("Cabdesk local CA") }
        let authority = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: authorityKey.publicKey,
            notValidBefore: start, notValidAfter: now.addingTimeInterval(3650 * 86_400), issuer: authorityName,
            subject: authorityName, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: authorityKey.publicKey)
            }, issuerPrivateKey: authorityKey)
        let leaf = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: serverKey.publicKey,
            notValidBefore: start, notValidAfter: now.addingTimeInterval(365 * 86_400), issuer: authorityName,
            subject: try DistinguishedName { CommonName("localhost") }, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: authorityKey.publicKey).keyIdentifier)
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(.init(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(.init(contentBytes: Self.loopback6)),
                ])
            }, issuerPrivateKey: authorityKey)
        try write(authorityKey.serializeAsPEM().pemString, to: self.authorityKey)
        try write(serverKey.serializeAsPEM().pemString, to: server.key)
        try write(leaf.serializeAsPEM().pemString, to: server.certificate)
        try write(authority.serializeAsPEM().pemString, to: certificate)
    }

    /// The IPv6 address ::1.
    private static let loopback6: ArraySlice<UInt8> = ArraySlice([UInt8](repeating: 0, count: 15) + [1])

    private func write(_ pem: String, to url: URL) throws {
        try SecretFile.write(Data((pem + "\n").utf8), to: url)
    }
}
