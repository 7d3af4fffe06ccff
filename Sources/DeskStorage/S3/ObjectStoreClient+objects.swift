import Foundation
import HelpdeskModels
import HelpdeskTransport
import SystemKit

/// Objects, and lists of them. Keys are without the prefix of the desk.
extension ObjectStoreClient {
    struct Object: Sendable {
        var key: String
        var modified: Date
    }

    /// Throws unless the bucket is there and takes these keys.
    func probe() throws {
        do {
            _ = try send(.head, nil, effort: .single)
        } catch let error as ObjectStoreFailure where error.status > 0 {
            // An answer to HEAD has no body that would say why.
            _ = try send(.get, nil, query: [("list-type", "2"), ("max-keys", "1")], effort: .single)
            throw error
        }
    }

    func put(_ data: Data, to key: String, effort: Effort = .insistent) throws {
        _ = try send(.put, key, body: .data(data), patience: .medium, effort: effort)
    }

    /// All of a file of a few MiB.
    func put(_ file: OpenFile, to key: String) throws {
        let content = try Content(file)
        _ = try send(.put, key, body: content.body, digest: content.digest, patience: .medium)
    }

    /// All of a file as the body of a request, with its SHA-256, which the store checks.
    struct Content {
        let body: TransportRequest.Body
        let digest: String?

        init(_ file: OpenFile) throws {
            body = .file(path: file.path, offset: 0, length: try file.size())
            digest = try file.sha256()?.description
        }
    }

    /// Up to `count` bytes from `offset` on; none behind the end.
    func read(_ key: String, at offset: Int64, count: Int) throws -> Data {
        guard count > 0 else { return Data() }
        let range = TransportRequest.Header("range", "bytes=\(offset)-\(offset + Int64(count) - 1)")
        do {
            // With room for the words of a refusal.
            let answer = try send(.get, key, headers: [range], limit: max(count, 64 << 10), patience: .medium)
            guard answer.status == 206 || offset == 0, answer.body.count <= count else {
                throw ObjectStoreFailure(.failed, "another range than was asked for", status: answer.status)
            }
            return answer.body
        } catch let error as ObjectStoreFailure where error.status == 416 {
            return Data()
        }
    }

    /// In bytes; nil if there is no such object.
    func size(of key: String, effort: Effort = .insistent) throws -> Int64? {
        do {
            return Int64(try send(.head, key, patience: .of(effort), effort: effort).headers["content-length"] ?? "")
        } catch let error as ObjectStoreFailure where error.kind == .missing {
            return nil
        }
    }

    /// Copies an object within the store.
    func copy(_ source: String, to key: String, effort: Effort = .insistent) throws {
        let header = TransportRequest.Header("x-amz-copy-source", "/\(settings.bucket)/\(settings.prefix)\(source)")
        let answer = try send(.put, key, headers: [header], patience: .long, effort: effort)
        try checkSuccess(answer)
    }

    /// It is no error if there is none.
    func delete(_ key: String, effort: Effort = .insistent) throws {
        do {
            _ = try send(.delete, key, patience: .of(effort), effort: effort)
        } catch let error as ObjectStoreFailure where error.kind == .missing {
            return
        }
    }

    /// Every object whose key begins so.
    func list(_ beginning: String) throws -> [Object] {
        var objects: [Object] = []
        var token: String?
        repeat {
            var query = [(name: "list-type", value: "2"), (name: "prefix", value: settings.prefix + beginning)]
            if let token { query.insert((name: "continuation-token", value: token), at: 0) }
            let answer = try answer(send(.get, nil, query: query, patience: .medium))
            objects += answer.all("Contents").compactMap { entry in
                guard let key = entry["Key"].flatMap(own), let modified = ObjectStoreAnswer.time(entry["LastModified"])
                else { return nil }
                return Object(key: key, modified: modified)
            }
            token = answer["IsTruncated"] == "true" ? answer["NextContinuationToken"] : nil
        } while token != nil
        return objects
    }

    /// The key without the prefix; nil if it has another one.
    func own(_ key: String) -> String? {
        key.hasPrefix(settings.prefix) ? String(key.dropFirst(settings.prefix.count)) : nil
    }

    func answer(_ response: TransportResponse) throws(ObjectStoreFailure) -> ObjectStoreAnswer {
        guard let answer = ObjectStoreAnswer(response.body) else {
            throw ObjectStoreFailure(.failed, "an answer that is not XML", status: response.status)
        }
        return answer
    }

    /// An act that takes long is answered with 200 before it is done, and may end as an error all the same.
    func checkSuccess(_ response: TransportResponse) throws(ObjectStoreFailure) {
        let answer = try answer(response)
        guard answer.name == "Error" else { return }
        let code = answer["Code"] ?? "error"
        let isMissing = ["NoSuchKey", "NoSuchUpload"].contains(code)
        throw ObjectStoreFailure(status: isMissing ? 404 : code == "InternalError" ? 500 : 400, code: code)
    }
}

extension ObjectStoreClient.Patience {
    /// Of a request that moves no content.
    fileprivate static func of(_ effort: ObjectStoreClient.Effort) -> Self {
        effort == .single ? .brief : .short
    }
}
