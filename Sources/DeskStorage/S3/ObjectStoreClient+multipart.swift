import Foundation
import HelpdeskTransport
import SystemKit

/// Multipart uploads (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html).
extension ObjectStoreClient {
    /// A multipart upload that was neither completed nor given up.
    struct Multipart: Sendable {
        var key: String
        var id: String
        var initiated: Date
    }

    /// Begins one; its id.
    func createMultipart(_ key: String) throws -> String {
        // Another one that nobody knows of would be left.
        let answer = try answer(send(.post, key, query: [("uploads", "")], effort: .careful))
        guard let id = answer["UploadId"], !id.isEmpty else {
            throw ObjectStoreFailure(.failed, "a multipart upload without an id")
        }
        return id
    }

    /// Sends all of a file as a part, in the place of one with the same number; its tag.
    func putPart(_ number: Int64, of id: String, _ key: String, _ file: OpenFile) throws -> String {
        let content = try Content(file)
        let answer = try send(
            .put, key, query: [("partNumber", "\(number)"), ("uploadId", id)], body: content.body,
            digest: content.digest, patience: .medium)
        guard let tag = answer.headers["etag"], !tag.isEmpty else {
            throw ObjectStoreFailure(.failed, "a part without a tag", status: answer.status)
        }
        return tag
    }

    /// Makes one object of the parts, in the order of their numbers.
    func complete(_ id: String, _ key: String, _ parts: [ObjectUpload.Part]) throws {
        let list = parts.sorted { $0.number < $1.number }.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(ObjectStoreAnswer.escape(part.tag))</ETag></Part>"
        }
        let body = Data(
            """
            <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\(list.joined())\
            </CompleteMultipartUpload>
            """.utf8)
        let answer = try send(
            .post, key, query: [("uploadId", id)], headers: [.init("content-type", "application/xml")],
            body: .data(body), patience: .long)
        try checkSuccess(answer)
    }

    /// Gives one up, with its parts; it is no error if there is none.
    func abort(_ id: String, _ key: String) throws {
        do {
            _ = try send(.delete, key, query: [("uploadId", id)])
        } catch let error as ObjectStoreFailure where error.kind == .missing {
            return
        }
    }

    /// Those of objects whose keys begin so. Some stores list them only for the whole key of an object.
    func multiparts(_ beginning: String) throws -> [Multipart] {
        var found: [Multipart] = []
        var markers: [(name: String, value: String)] = []
        while true {
            let query = markers + [("prefix", settings.prefix + beginning), ("uploads", "")]
            let answer = try answer(
                send(.get, nil, query: query.sorted { $0.name < $1.name }, patience: .medium))
            found += answer.all("Upload").compactMap { entry in
                guard let key = entry["Key"].flatMap(own), let id = entry["UploadId"],
                    let initiated = ObjectStoreAnswer.time(entry["Initiated"])
                else { return nil }
                return Multipart(key: key, id: id, initiated: initiated)
            }
            guard answer["IsTruncated"] == "true", let key = answer["NextKeyMarker"],
                let id = answer["NextUploadIdMarker"]
            else { return found }
            markers = [("key-marker", key), ("upload-id-marker", id)]
        }
    }
}
