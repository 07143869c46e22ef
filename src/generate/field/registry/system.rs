//! Kinds of systems: identifiers, secrets, versions, states and counts.

use crate::generate::field::kind::JsonType::{self, Boolean, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Faker, Flag, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{page, small, text};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::System, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "uuid", "A random identifier", Some("string.uuid"),
        "=identity, uuid, guid, id, unique id, uid, external id, object id guid, identifier, device id, session id, correlation \
        id, ~uuid, ~guid, entity id, resource id, public id, tenant id, client id, resource uuid, installation id, app id, \
        identifiers, key id, organization id, parent, =subscription, =ids, unique identifier, global id, ref id, source id, \
        original id, dataset uuid, instance uuid, udid, device uuid, user guid, request uuid, advertising id, idfa, job uuid, \
        message id, reference id, transaction uuid, anonymous id, subject id, distinct id, device identifier, activity id",
        Make(small::uuid),
    ),
    kind(
        Integer, "numeric_id", "A whole number that something is known by", Some("number.int"),
        "id, ids, uid, identifier, ~id, created by, updated by, by, owner, parent, user, number, pk, =no, order number, primary \
        key, creator, author, assignee, next, previous, pid of record, room number, ref, reference, invoice number, account \
        number, serial number, ticket number, order no, gid, group",
        Whole(1, 100000),
    ),
    kind(
        String, "short_id", "A short identifier", Some("string.nanoid"),
        "short id, sid, nano id, nanoid, tiny id, public key id, hash id, record id short, shortcode, short code, video id, \
        youtube id, ulid short, nid, slug id, short hash id, hashid, =hid, spotify id, place id google, rid",
        Form("************"),
    ),
    kind(
        String, "ulid", "An identifier in the order of time", Some("string.ulid"),
        "ulid",
        Faker,
    ),
    kind(
        String, "object_id", "An identifier as MongoDB gives it", Some("database.mongodbObjectId"),
        "object id, mongo id, oid, mongodb id, mongodb object id, document id mongo, =objectid",
        Form("%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "reference", "A short code that people pass on", None,
        "reference, ref, reference code, ticket number, case number, ref code, ref number, reference no, external reference, \
        ticket id, claim number, application number, case id, customer number, client number, customer reference, membership \
        number, member number, member id card, loyalty number, contract number, customer code, document reference, number, \
        tracking reference, client reference, merchant reference, external ref, batch number, lot number, control number, \
        delivery number, note number, reference text, protocol number, seq number, incident number, file number, report \
        number, bank transfer reference, agreement number, merchant reference id, customer id number, folio, customer ref, \
        call number, card holder reference, refnum",
        Form("REF-######"),
    ),
    kind(
        String, "serial_number", "The number of a device", None,
        "serial number, serial, serial no, device serial, asset tag, sn, asset number, device number, equipment number, machine \
        number, inventory number, meter number, engine number, serialnumber, hardware serial, unit serial",
        Form("SN%%%%########"),
    ),
    kind(
        String, "imei", "The number of a telephone", Some("phone.imei"),
        "imei, imei number, device imei, meid",
        Faker,
    ),
    kind(
        String, "access_token", "A token that opens an account", None,
        "access token, auth token, token, bearer token, refresh token, session token, id token, api token, verification token, \
        reset token, csrf token, authentication token, push token, device token, client token, user token, next page token, \
        page token, continuation token, next token, personal access token, csrf, security token, oauth token, session key, \
        registration token, confirmation token, fcm token, oauth access token, xsrf token, invite token, login token, \
        activation token, reset password token, payment token, bot token, sync token, unsubscribe token, authorization, \
        cookie, session, state token, secret token, activation key, nonce token, card token, csrf state, request token, \
        service token, resume token, app token, auth, session cookie, oauth state, captcha token, signed token, tokens text, \
        sas token, delivery token, one time token, web token, remember token",
        Form("************************************"),
    ),
    kind(
        String, "jwt", "A signed token", Some("internet.jwt"),
        "jwt, jwt token, json web token, id token jwt, id token hint, assertion, client assertion",
        Faker,
    ),
    kind(
        String, "api_key", "A key for an interface", None,
        "api key, apikey, access key, access key id, public key id text, app key, license key, consumer key, publishable key, \
        api key id, product key, x api key, secret api key, api public key, integration key, licence key, subscription key, \
        auth key, developer key, site key, account key, app api key, service key, webhook key, partner key, registration key",
        Form("key_************************"),
    ),
    kind(
        String, "secret", "Something to keep secret", None,
        "secret, client secret, secret key, webhook secret, app secret, consumer secret, shared secret, api secret, signing \
        secret, private token, secret access key, signing key, salt, encryption key, bot secret, hmac key, secret value, \
        passphrase, security answer, master key, secret token key, decryption key, shared key, access secret, wep key, psk, \
        preshared key, oauth client secret, token secret, join token, jwt secret, client secret value",
        Form("************************************************"),
    ),
    kind(
        String, "password", "A password", Some("internet.password"),
        "password, passwd, pwd, pass, user password, new password, old password, current password, temporary password, password \
        confirmation, confirm password, login password, initial password, admin password, db password, repeat password, smtp \
        password, wifi password, root password, database password, network password, proxy password, smtp pass",
        Make(small::password),
    ),
    kind(
        String, "public_key", "A key that may be known", None,
        "public key, ssh key, ssh public key, certificate, private key, pem, cert, rsa key, signing certificate, ca cert, ssl \
        cert, tls cert, certificate pem, ca certificate, client key, client certificate, x 509 certificate, gpg key, pgp key, \
        pub key, encrypted key, key material, client cert, server cert, root ca, ca bundle, tls key, privkey, pubkey, csr, \
        server certificate, certificate body, ca, public cert, ssl key, verification key",
        Make(small::public_key),
    ),
    kind(
        String, "sha256", "A digest of 64 hexadecimal digits", Some("string.hexadecimal"),
        "sha256, hash, digest, checksum, sha 256, file hash, content hash, signature, password hash, hmac, hash value, sha256 \
        sum, cert fingerprint, fingerprint, sha, transaction hash, tx hash, block hash, thumbprint, block/hash, password \
        digest, sha512, body hash, merkle root, parent hash, sig, content digest, state hash, app hash, payload hash, \
        integrity, file checksum, key hash, device fingerprint, certificate fingerprint, image digest, manifest digest, repo \
        digest, config digest, hashed password, encrypted password, browser fingerprint, request hash, hashes, application \
        cryptogram, cryptogram, sha 512, public key hash, key fingerprint, encryption key sha256, customer key sha256, \
        password encrypted, crypt, chunk hash, sighash",
        Form("%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "md5", "A digest of 32 hexadecimal digits", Some("string.hexadecimal"),
        "md5, md5 hash, md5 checksum, etag, e tag, file md5, content md5, md5 sum, entity tag, md5 digest, md5sum, resource \
        version hash, hash md5, md5hash",
        Form("%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "commit_sha", "A commit by its digest", Some("git.commitSha"),
        "commit sha, commit, commit hash, git sha, revision sha, commit id, git commit, head sha, sha1, base sha, git hash, git \
        revision, revision, head commit, commit/sha, commit/id, rev, blob sha, tree sha, merge commit sha, sha commit, source \
        commit, commit ref, merge commit, commit/hash, build commit, vcs ref, changeset, base commit, git ref sha, head commit \
        id, last commit, deployed revision, git commit hash, sha 1, target commitish",
        Form("%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "commit_message", "What a commit says", Some("git.commitMessage"),
        "commit message, commit title, commit/message, commit summary, commit text, commit msg, head commit message, last \
        commit message",
        Faker,
    ),
    kind(
        String, "branch", "A line of work in a repository", Some("git.branch"),
        "branch, git branch, branch ref, base branch, default branch, source branch, target branch, head branch, git ref, ref \
        name, head ref, base ref, feature branch, main branch, branch/name, production branch, build branch, master branch, \
        release branch, deployment branch, target ref, source ref, repository branch",
        OneOf(&["main", "develop", "release/2.4", "feature/login", "fix/typo", "hotfix/1.9.2", "feature/search"]),
    ),
    kind(
        String, "repository", "Where source code is kept", None,
        "repository, repo, repository name, repo name, repository full name, git repository, repo full name, source repository, \
        project path, repository/name, repo/name, repository/full name, repo/full name, image repository, code repository, \
        repo slug, git repo, repository path, repositories, repo id, source repo",
        Make(small::repository),
    ),
    kind(
        String, "version", "The number of a release", Some("system.semver"),
        "version, app version, software version, api version, sdk version, release, client version, build version, schema \
        version, package version, os version, firmware version, latest version, min version, version number, app/version, ver, \
        semver, release version, version name, product version, spec version, specversion, browser version, current version, \
        tag name version, runtime version, engine version, go version, kernel version, server version, plugin version, node \
        version, minimum version, target version, firmware, model version, driver version, platform version, protocol version, \
        agent version, kubernetes version, kernel, python version, java version, version string, library version, max version, \
        database version, php version, release name, version tag, hw version, hardware version, bios version, chart version, \
        installed version, system version, device os version, version label, minor version text, tls version, version code \
        text, game version, previous version, terms version, iossdk, module version, git version, base version, api versions, \
        semantic version",
        Form("!.#.#"),
    ),
    kind(
        Integer, "version_number", "A version by one number", None,
        "version, revision, rev, build number, build, schema version, version code, api version, lock version, version number, \
        version no, major, minor, generation, major version, minor version, data version, revision number, edition, patch \
        version, iteration, row version, =patch, sdk version, resource version, config version, epoch number, protocol \
        version, os version, revision id, observed generation, sequence version",
        Whole(1, 40),
    ),
    kind(
        String, "status", "A state, in light of what else the object says", None,
        "status, state, lifecycle state, lifecycle status, current status, current state, status name, record status, state \
        name of thing, stage, old status, new status, phase, status text, user status, account status, user/status, \
        account/status, customer/status, member/status, customer status, employee status, status label, previous status, \
        entity status, overall status, processing state, substatus, sub status, disposition, status value, verification \
        status, kyc status, desired state, status description, connection status, provisioning state, customer state, state \
        description, stage name, sync status, lead status, deal stage, pipeline stage, opportunity stage, status key, lead \
        stage, device status, device/status",
        Make(small::status),
    ),
    kind(
        String, "job_status", "How far a piece of work has come", None,
        "job status, task status, build status, run status, process status, deployment status, execution status, job/status, \
        task/status, build/status, run/status, deployment/status, workflow status, execution/status, pipeline status, job \
        state, task/state, job/state, import status, export status, processing status, conclusion, result, outcome, test \
        status, test result, scan status, sync state, upload status, run state, task state, last run status, step status, \
        execution state, migration status, batch status, pipeline/status, workflow/status, workflow state, progress status, \
        download status, check status, last status, backup status, operation status, operation/status, campaign status, \
        campaign/status, transcode status, batch/status, results, delivery state, run result, project status, project/status, \
        migration/status, import/status, export/status, build state, import state, upload state",
        OneOf(&["queued", "running", "succeeded", "failed", "cancelled"]),
    ),
    kind(
        String, "ticket_status", "How far a request for help has come", None,
        "ticket status, issue status, case status, incident status, bug status, ticket/status, issue/status, incident/status, \
        issue state, case/status, pull request state, pr state, issue/state, support status, alert status, alert state, \
        alert/status, claim status, todo status, problem status, request/status, alarm state, milestone state, pull \
        request/state, milestone/state",
        OneOf(&["open", "in_progress", "waiting", "resolved", "closed"]),
    ),
    kind(
        String, "health_status", "Whether a system works", None,
        "health, health status, service status, server status, health state, service/status, server/status, host status, node \
        status, uptime status, component status, system status, monitor status, node/status, host/status, component/status, \
        cluster status, health check status, instance status, instance state, cluster/status, instance/state, instance/status, \
        container status, container state, container/state, readiness, liveness, database status, container/status, node \
        state, pod status, replica status, vm status, power state, server state, machine state, operational status, disk \
        status, pod phase, pod/status, monitor/status, endpoint status, overall health, device state, vm state, state of \
        health",
        OneOf(&["healthy", "degraded", "unhealthy", "starting", "stopped"]),
    ),
    kind(
        String, "priority", "How soon something has to be done", None,
        "priority, importance, priority level, task priority, ticket priority, issue priority, priority name, priority label",
        OneOf(&["low", "medium", "high", "urgent"]),
    ),
    kind(
        Integer, "priority_number", "How soon something has to be done, by number", None,
        "=db, priority, order, sort order, sequence, importance, display order, weight order, sort index, seq, ordinal, \
        sequence number, ordering, step, sort, level, tier, stage, rank order, =no of order, step number, line number, index, \
        idx, row, column, item number, line no, row number, position index, page index, slot number, col, depth, level number, \
        priority level, number in sequence, place in list, step index, order index, list position, menu order, severity, \
        grade, nesting level, chapter number, episode number, season number, round, line item number, track number, attempt \
        number, order by number, sequence no, attempt, block number, episode, chapter, block height, display index, z index, \
        row index, index number, queue position, node index, column number, slot, disc number, card index, disk number, floor, \
        shard, shard id, partition, nth, partition id, column index, array index, layer, day index, digit, ordinal position, \
        issue number, pull request number, urgency, draw order",
        Whole(1, 10),
    ),
    kind(
        String, "severity", "How bad something is", None,
        "severity, severity level, impact, risk level, risk, threat level, criticality, alert level, impact level, alert \
        severity, issue severity, danger level, risk category, severity text, threat, alarm severity",
        OneOf(&["low", "medium", "high", "critical"]),
    ),
    kind(
        String, "log_level", "How loud a message is", None,
        "log level, loglevel, level, logging level, verbosity, message level, log severity, log/level, event level, error \
        level, min log level, severity text log",
        OneOf(&["debug", "info", "warn", "error"]),
    ),
    kind(
        String, "environment", "Where a program runs", None,
        "environment, env, deployment environment, stage environment, environment name, app env, deploy env, target \
        environment, environment type, node env, runtime environment, env name, release stage, environment/name, target env, \
        deployment target, app environment",
        OneOf(&["production", "staging", "development", "test"]),
    ),
    kind(
        String, "cloud_region", "Where a data centre is", None,
        "region, aws region, cloud region, availability zone, zone, datacenter, data center, region code, region id, az, \
        deployment region, server region, location id region, data region, default region, aws zone, hosting region, region \
        slug, bucket region, primary region, cloud zone, storage region, replica region, geo region, datacenter name, data \
        centre, cluster region, edge location, home region, zone id of cloud, source region",
        OneOf(&["eu-central-1", "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-northeast-1"]),
    ),
    kind(
        String, "cloud_provider", "Who runs a data centre", None,
        "cloud provider, cloud, hosting provider, infrastructure provider, provider, provider name, vendor of cloud, cloud \
        platform, provider type, hosting, service provider, identity provider, idp, oauth provider, auth provider, login \
        provider, provider/name, provider key, email provider, cloud/provider, storage provider, sso provider, auth type \
        provider, dns provider",
        OneOf(&["aws", "gcp", "azure", "digitalocean", "hetzner"]),
    ),
    kind(
        String, "operating_system", "What a machine runs", Some("system.networkInterface"),
        "operating system, os, os name, platform, os type, device os, client os, operating system name, os/name, platform type, \
        os family, platform/name, platform os, os platform, client platform, mobile os, host os, guest os, device platform, \
        app platform, target platform, os distribution, os description, os version name, ostype",
        OneOf(&["linux", "windows", "macos", "ios", "android"]),
    ),
    kind(
        String, "architecture", "What a processor understands", None,
        "architecture, arch, cpu architecture, cpu arch, processor architecture, platform architecture, cpu type, instruction \
        set, os arch, node architecture, machine architecture",
        OneOf(&["amd64", "arm64", "x86", "arm"]),
    ),
    kind(
        String, "device_model", "A device by its model", None,
        "device model, device, phone model, model, device type name, hardware model, model name, device/model, device/name, \
        machine model, camera, device info, product model, hardware, camera model, phone/model, laptop, printer, computer \
        model, hardware version name, =sensor, device family, ~device",
        OneOf(&[
            "iPhone 15", "Pixel 8", "Galaxy S24", "ThinkPad X1", "MacBook Air", "iPad Pro", "Surface Laptop 5", "Nest Hub",
        ]),
    ),
    kind(
        String, "device_type", "A kind of device", None,
        "device type, device category, device class, client type, device kind, form factor, device/type, terminal type, \
        equipment type, machine type, hardware type, screen type, display type of device, sensor type, media device",
        OneOf(&["mobile", "desktop", "tablet", "tv", "watch"]),
    ),
    kind(
        String, "service_name", "A part of a system by its name", None,
        "=instance, service name, service, app, module, component, microservice, component name, function name, job name, \
        process name, queue, queue name, topic name of queue, module name, task name, workflow name, plugin name, agent name, \
        bucket, bucket name, namespace, container name, container, image name of container, cluster name, cluster, pod, pod \
        name, package, package name of code, plugin, driver, table name, table, database name, database, schema name, schema, \
        dataset name, dataset, resource name, integration name, integration, pipeline name, pipeline, index name, stream name, \
        secret name, volume name, volume, application id name, deployment name, deployment, policy, rule name, rule, consumer \
        group, function, job type name, handler, hook name, script name, script, task, tenant, tenant name, service/name, \
        system, subsystem, type name, worker name, backend, frontend, engine name, variable name, env name of variable, \
        variable, parameter name, parameter, field name, field, column name, column of table, property name, property, \
        attribute name, attribute, key name, key, metric name, metric, flag name, feature, feature flag, experiment, \
        experiment name, flow, flow name, collection of data, catalog, catalog name, db name, db, keyspace, broker name, dag \
        id, stack name, stack, project id name, project slug, org slug, organization slug, workspace slug, operation, \
        operation name, operation id, action name, command name, event of code, procedure of code, extension name, library, \
        library name, dependency, program of code, sdk, sdk name, framework, config name, configuration name, profile name, \
        template id name, template, layout, view name, view, widget, widget name, block name, alias, release channel, owner \
        reference name, storage class, service account name, service account, registry name, group id of consumer, artifact \
        name, artifact, resource group, machine image, snapshot name, snapshot, backup name, test suite, suite, test case, \
        partition key, partition name, shard name, routing key, sort key, mapping, entity of data, scope name, context, \
        context name, source component, actor name, node group, node pool, pool, pool name, route table, security group, \
        target group, load balancer, launch template, cache name, cache key, cache, lock name, repository key, monitor name, \
        check name, target, target name, destination name, storage, parent name, output name, input name, header map, trigger \
        name, trigger, realm, domain of realm, class name, class, object class, bean, method name, package path, import name, \
        source system, sender system, system name, facet name, dimension of metric, series, label selector, selector, fixture, \
        stage of pipeline, state machine, activity name of code, step of pipeline, spec name, component id name, =custom, \
        =base, =root, =main, =ref name",
        Make(text::identifier_name),
    ),
    kind(
        String, "project_key", "Capitals that stand for something", None,
        "project key, acronym, abbreviation, abbr, short form, project code, team code, department code, category code, \
        location code, store code, site code, warehouse code, country group code, unit code, type code, class code, campaign \
        code, group code, cost center, cost code, abbreviation code, station code, office code, agency code, bin code, bin \
        location, region abbreviation, event code, program code, plan code, course code, room code, symbol code, customer \
        group code, sub code, vendor code, supplier code, material code, network code, group key, cost centre, language group \
        code, profit center",
        Form("???"),
    ),
    kind(
        String, "code", "A short code", None,
        "code, ~code, code value, access code text, unique code, code id, secret code, join code, lookup code, reason code, \
        response code text, return code, status code text, backup code, recovery code, game code, item class code",
        Form("???-###"),
    ),
    kind(
        String, "entity_type", "What sort of thing something is", None,
        "entity type, object type, resource type, object, resource, entity, record kind, model type, subject type, target type, \
        parent type, owner type, resource kind type, source type, item type, model class, kind, content type name, node type, \
        reference type, ref type, subject kind, table type, document type, doc type, type of object, group type, audit type, \
        related type, associated type, object kind, attachable type, commentable type, auditable type, source object, linked \
        type, related object, class type, actor type, principal type, doctype, target kind, source kind, resourcetype, product \
        kind, discriminator, destination type, entity kind, element type, dest type, belongs to type",
        OneOf(&["user", "order", "invoice", "product", "account", "document"]),
    ),
    kind(
        String, "type", "A kind of thing, where nothing more is known", None,
        "type, ~type, subtype, sub type, variant, class name of type, kind name, flavor, flavour, style, typology, option, \
        choice, setting type, variation, format type, layout type, default type, display type, field type, group kind, version \
        type, rule type, style type, role kind, policy type, limit type, =sort by type, template type, schema type, report \
        type, request type, response type, message type, note type, account variant, line type, =method type, config type, \
        connector type, service type, relation kind, link type, type id text, activity type, task type, job kind, location \
        type, store type, address type, phone type, contact label, =classification, behavior, behaviour, preset, model kind, \
        =types, phase type, network type, input type, output type, button style, content category, view type, access type, \
        storage type, grant type name, subscription kind, agreement type, review type, ticket type, value type name, alert \
        type, limit kind, strategy, policy text, algorithm type, widget type, selection, selection type, mode type",
        OneOf(&["standard", "basic", "premium", "custom", "internal", "external"]),
    ),
    kind(
        String, "contact_type", "What an address or number is for", None,
        "contact type, email type, phone/type, address/type, email/type, phone kind, contact/type, usage type, address label, \
        email label, phone label, address kind, contact kind",
        OneOf(&["home", "work", "mobile", "billing", "shipping", "other"]),
    ),
    kind(
        String, "data_type", "A type of value", None,
        "data type, value type, field data type, column type, property type, datatype, variable type, parameter type, \
        column/type, return type, argument type, param type, attribute type, metric type, type of value, json type, primitive \
        type, var type",
        OneOf(&["string", "integer", "boolean", "number", "date", "object", "array"]),
    ),
    kind(
        String, "event_type", "What has happened", None,
        "event type, event, action type, webhook event, event/type, trigger type, notification type, event kind, activity kind, \
        event name code, event category code, hook event, audit event, event class, trigger event, last event, webhook topic, \
        notification event, log type, history type, message event, hook type, event code name, lifecycle event, change type, \
        trigger name event, subscription event, webhook/event, topic of event",
        OneOf(&["user.created", "order.paid", "invoice.sent", "payment.failed", "user.updated", "item.deleted"]),
    ),
    kind(
        String, "action", "What is to be done", None,
        "action, operation name verb, activity verb name, command verb, action/name, op, operation type, effect, action taken, \
        last action, default action, request action, next action, verb of action, recommended action, audit action, command \
        type, on failure, on error, crud, method of action, rule action, =do, triggered action, intent, task action",
        OneOf(&["create", "update", "delete", "read", "approve", "reject", "export"]),
    ),
    kind(
        String, "permission", "What somebody may do", None,
        "permission, scope, permissions, scopes, oauth scope, access, privilege, ability, permission name, permission key, \
        grant, granted scope, access scope, capability, permission/name, claims, entitlement, scope/name, required scope, \
        right, required permission, access right, token scope, allowed scope, privileges, permission string, grants",
        OneOf(&["read", "write", "admin", "users:read", "orders:write", "profile", "billing:read"]),
    ),
    kind(
        String, "grant_type", "How a client proves itself", None,
        "grant type, oauth grant type, auth type, auth method, authentication method, authentication type, response type, auth \
        scheme, auth mode, login method, verification method, sign in method, authentication, mfa method, login type, mfa \
        type, credential type, two factor method, token endpoint auth method, second factor, identity type, =amr, \
        authorization type, verification type, auth mechanism, sasl mechanism, sso type",
        OneOf(&["authorization_code", "client_credentials", "password", "refresh_token"]),
    ),
    kind(
        String, "token_type", "How a token is used", None,
        "token type, access token type, tokentype, token/type, token kind",
        OneOf(&["bearer", "mac", "refresh"]),
    ),
    kind(
        String, "error_code", "What went wrong, by a code", None,
        "error code, err code, failure code, error type, error name, exception type, error class, fault code, decline code, \
        exception name, error/code, error/type, error id, error/name, error reason code, exception class, error status, \
        errorcode, error key, rejection code, failure type, error kind, exit status text, problem type, error category, last \
        error code, sub error code, error subcode, warning code, violation code, exception code, validation code",
        OneOf(&["invalid_request", "not_found", "unauthorized", "rate_limited", "conflict", "internal_error"]),
    ),
    kind(
        String, "error_message", "What went wrong, in a sentence", None,
        "error message, error, error description, error msg, error text, exception message, exception, err, error details, err \
        msg, fault, error/message, error/detail, error/description, error reason, last error, errors, failure message, failure \
        details, validation error, exception/message, errors text, error string, errmsg, stderr, error/title, last error \
        message, error info, error output, fault message, failure description, reject detail, validation message, failure, \
        problem, sync error, issue description, error body, parse error, violation, error summary, compile error",
        OneOf(&[
            "The request is missing a required field", "The resource was not found", "The token has expired",
            "Too many requests, try again later", "The value is out of range",
            "The connection was closed before an answer came",
        ]),
    ),
    kind(
        String, "stack_trace", "Where a program stopped", None,
        "stack trace, stacktrace, traceback, backtrace, call stack, error stack, stack, exception stack, exception trace, crash \
        log",
        OneOf(&[
            "at load (app.js:42:13)\\n    at main (app.js:10:5)",
            "at OrderService.pay (order.rs:118)\\nat Worker.run (worker.rs:57)",
        ]),
    ),
    kind(
        String, "cron", "When a program runs, as cron reads it", Some("system.cron"),
        "cron, cron expression, cron schedule, crontab, schedule expression, cron string, schedule cron, cronexpr, cron \
        pattern, =schedules, cron expr, rrule, recurrence rule",
        OneOf(&["0 * * * *", "*/15 * * * *", "0 3 * * *", "30 6 * * 1", "0 0 1 * *"]),
    ),
    kind(
        String, "color_hex", "A colour as the web writes it", Some("color.rgb"),
        "color, colour, hex color, color hex, background color, text color, primary color, secondary color, accent color, hex, \
        color code, hex code, label color, border color, foreground color, theme color, fill color, font color, fill, stroke, \
        bg color, tag color, brand color, category color, link color, fg color, color value, stroke color, line color, header \
        color, color/hex, highlight color, accent colour, tint, icon color, button color, colors, event color, colour code, \
        rgb, calendar color, profile color, display color, embed color, role color, team color, marker color, accent, \
        background colour",
        Form("#%%%%%%"),
    ),
    kind(
        Integer, "color_number", "A colour by its number", None,
        "color, colour, accent color, primary color, secondary color, embed color, background color, role color, color code, \
        rgb, text color",
        Whole(0, 16777215),
    ),
    kind(
        String, "theme", "How a program looks", None,
        "color scheme, color mode, ui theme, appearance, theme mode, display theme, theme preference, theme id, app theme, site \
        theme, editor theme, user theme, skin",
        OneOf(&["light", "dark", "system"]),
    ),
    kind(
        String, "mode", "How something is done", None,
        "mode, method, operating mode, run mode, display mode, mode name, transport mode, game mode, access mode, state mode, \
        travel mode, mode type name, view mode, sync mode, play mode, mode of operation, billing mode, processing mode, write \
        mode, capture mode, execution mode, test mode name, charging mode, consistency, isolation level, consistency level, \
        play style, scan mode",
        OneOf(&["auto", "manual", "test", "live"]),
    ),
    kind(
        String, "format", "How data is written", None,
        "format, output format, data format, export format, response format, input format, report format, encoding format, \
        format name, serialization, log format, date format name, format version name, message format, image format, response \
        type name, record format, body format, file format name",
        OneOf(&["json", "csv", "xml", "pdf", "parquet"]),
    ),
    kind(
        String, "programming_language", "What a program is written in", None,
        "programming language, code language, source language of code, runtime, runtime name, tech stack, technology, scripting \
        language, repository language, repository/language, repo/language, lang of code, primary language of code, sdk \
        language, script language, tech, language runtime, build tool, function runtime",
        OneOf(&["rust", "python", "typescript", "go", "java", "kotlin", "csharp"]),
    ),
    kind(
        String, "code_snippet", "A piece of a program", None,
        "code snippet, snippet of code, source code, code sample, sample code, code block, expression, script text, formula, \
        code text, sql, sql query, statement of sql, javascript, lambda code, query expression, filter expression, script \
        body, rule expression, python code, script content, xpath, jsonpath, function body, filter query, code example, \
        program code, condition expression, css, graphql, sql text, query sql, shader, css class, custom css, sql statement, \
        jmespath",
        OneOf(&[
            "total = sum(prices)", "SELECT id, name FROM users WHERE active = true", "if (count > 10) { retry(); }",
            "price * quantity", "status == \"active\"",
        ]),
    ),
    kind(
        String, "pattern", "What text has to look like", None,
        "pattern, regex, regexp, regular expression, match pattern, glob, wildcard, match, filter pattern, mask pattern, regex \
        pattern, url pattern, path regex, glob pattern, key pattern, input mask, validation regex, validation pattern, exclude \
        pattern, include pattern, match expression, file pattern, filter, matcher, filter string",
        OneOf(&["^[a-z0-9-]+$", "^\\d{4}-\\d{2}$", "*.example.com", "/api/*", "^[A-Z]{3}$"]),
    ),
    kind(
        String, "command", "What is typed into a shell", None,
        "command, cmd, shell command, start command, build command, entrypoint, command line, cmdline, entry point, exec \
        command, test command, install command, arguments, args, command text, run command, launch command, init command, \
        exec, command string, healthcheck command, stop command, deploy command, docker command, pre command, post command, \
        cli, commandline, init script, shell",
        OneOf(&[
            "npm run build", "cargo test", "python main.py", "./start.sh --port 8080", "docker compose up", "node server.js",
        ]),
    ),
    kind(
        String, "container_image", "What a container is made from", None,
        "container image, docker image, image tag, base image, image reference, docker image name, container/image, image ref, \
        image version, image repo tag, app image, pod image, repo tag, service image, image uri container, from image, parent \
        image, image id tag, runtime image, registry image, container image uri",
        OneOf(&["nginx:1.27", "postgres:16", "redis:7.2", "ghcr.io/acme/api:2.4.1", "python:3.12-slim", "node:22"]),
    ),
    kind(
        String, "arn", "A resource as Amazon names it", None,
        "arn, resource arn, role arn, amazon resource name, function arn, topic arn, queue arn, user arn, policy arn, ~arn, kms \
        key id arn, certificate arn",
        Form("arn:aws:iam::############:role/service"),
    ),
    kind(
        String, "base64", "Bytes written as text", None,
        "base64, encoded data, image data, base64 data, data base64, blob, binary data, file data, encoded, file content, file \
        contents, base 64 content, raw data, image base64, encrypted data, ciphertext, b 64, byte data, photo base64, encoded \
        content, binary, body base64, signature base64, file base64, attachment data, payload base64, encoded string, encoded \
        value, iv, pdf base64, encrypted value, encrypted, image bytes, encrypted payload",
        Make(small::base64),
    ),
    kind(
        String, "json_text", "A small JSON document as text", None,
        "json, payload, raw json, metadata json, json data, config json, request body, response body, raw payload, raw \
        response, raw request, body json, data json, event data, extra data, user data, custom data, metadata text, json \
        string, request payload, response payload, settings json, raw body, additional data, event payload, attributes json, \
        json body, meta data json, extra json, input data, config data, message payload, properties json, data payload, \
        request data, response data, post data, app data, json value, webhook payload, raw event, output data, =data, =config, \
        =configuration, =metadata, =settings, =meta, =properties, =options, =extra, =params, =attributes, =parameters, =spec, \
        =input, =output, =headers, template data, provider data, =labels, =annotations, =preferences, =variables, \
        =customizations, =features, =custom fields",
        OneOf(&["{\"ok\":true}", "{\"version\":2,\"items\":[]}", "{\"retries\":3,\"cache\":false}", "{\"source\":\"web\"}"]),
    ),
    kind(
        String, "value", "Some text that stands for a value", None,
        "value, string value, default value, text value, current value, old value, new value, attribute value, field value, key \
        value, option value, setting value, previous value, param value, property value, metric value, header value, variable \
        value, raw value, label value, expected, actual, expected value, actual value, cookie value, custom value, input \
        value, display value, val, answer value, original value, from value, to value, target value, result value, example, \
        sample, examples, field text, cell value, =default, =third, =from, =to, =item value, =initial, =before, =after, =left, \
        =right, default text, literal, initial value, cell, min value text, =exact, =equals, =contains, example value, sample \
        value, =this, =that",
        Make(text::word),
    ),
    kind(
        Number, "value_number", "Some number that stands for a value", None,
        "value, val, current value, metric value, number value, old value, new value, reading, measurement, sensor value, \
        numeric value, avg, average, mean, median, sum value, metric, measured value, target value, max value, min value, \
        default value, max, min, minimum, maximum, threshold, data point, result value, std dev, stddev, raw value, double \
        value, float value, previous value, expected value, std, variance, delta value, baseline, =number, reading value, \
        actual value, goal value, sample value, current reading, =from, =to, =first, =last, =second, increment, upper, lower, \
        low, high, upper bound, lower bound, range min, range max, =x, =y, =z, =a, =b, =default, =value of, opening, closing, \
        =open, =close, high value, low value, decimal value, offset x, offset y, x coordinate, y coordinate, pos x, pos y, \
        position x, position y, x axis, y axis, x pos, y pos, coord x, coord y, origin x, origin y, gain, =after, =before, \
        =left, =right, =top, =bottom, margin, padding, =start value, =depth of, tolerance, fraction, amplitude, phase angle, \
        deviation, zoom, zoom level, scale, opacity, alpha, brightness, contrast, saturation, hue, red, green, blue, =r, =g, \
        letter spacing, line height, font weight, border width, border radius, font size, font size px, spacing, width \
        percent, stroke width, thickness, diameter, circumference, depth, length, length cm, length mm, depth cm, size value, \
        voltage, current amps, power, watts, energy, kwh, frequency hz, amperage, force, acceleration, gravity, density, flow \
        rate, pressure value, signal, signal strength, rssi, snr, noise level, decibels, lux, illuminance, ph, concentration, \
        dose value, magnitude, intensity, consumption kwh, visibility, uv index, precipitation, rainfall, snowfall, cloud \
        cover, clouds, wind chill, dew, =value 1, =value 2, =val 1, delta, change, difference, variation amount, price change, \
        change amount, net change, volume, usage, rate, multiplier, factor, coefficient, weighting, volume m 3, capacity \
        liters, storage gb, sensor reading, gas price, gas used, gas, limit value, =d, =t, =k",
        Decimal(10, 9900, 1),
    ),
    kind(
        Number, "percentage", "A share in percent", None,
        "percentage, percent, pct, completion, progress, progress percent, percent complete, completion percentage, cpu usage, \
        cpu percent, memory usage percent, usage percent, change percent, percent change, growth, completion percent, share \
        percent, quota percent, disk percent, cpu, cpu utilization, load percent, discount pct value, margin percent, change \
        percentage, percentage change, memory percent, ~percent, ~percentage, ~pct, allocation, coverage, cpu load, profit \
        margin, margin pct, percent used, used percent, ownership percentage, ownership, stake, percent off value, \
        completeness, attendance, pass rate, swap percent, cpu limit percent, commission rate, commission percent, disk usage \
        percent, cache hit ratio",
        Decimal(5, 1000, 1),
    ),
    kind(
        Number, "ratio", "A share between 0 and 1", None,
        "ratio, confidence, probability, score ratio, confidence score, likelihood, similarity, fraction of whole, odds, \
        accuracy, precision, weight ratio, risk score, share, f 1 score, confidence level, relevance ratio, sample ratio, \
        threshold ratio, recall, similarity score, match confidence, certainty, temperature setting, top p, presence penalty, \
        frequency penalty, spam score, loss, probability score, p value, error ratio, sampling ratio, compression ratio, fraud \
        score, toxicity, learning rate, dropout, weight fraction, success ratio, risk ratio, sharpe, correlation, \
        significance, health ratio, sampling rate of logs",
        Decimal(1, 100, 2),
    ),
    kind(
        Integer, "count", "How many there are", None,
        "count, ~count, number of items, num, item count, result count, record count, row count, items count, num items, \
        counter, cnt, occurrences, ^num, ^number of, ^total, ^count of, ^no of, number of elements, found, amount of things, \
        usage count, error count, failure count, retry count, num results, errors count, matches, tally, failed, succeeded, \
        successes, failures, passed, skipped, processed, errors, warnings, remaining, used, replicas, available replicas, \
        items, orders, users, products, records, results, files, rows, entries, tasks, events, messages, requests, attempts, \
        retries, instances, nodes, changes, additions, deletions, insertions, total orders, total products, orders count, \
        number of orders, submissions, purchases, transactions, rooms, bedrooms, bathrooms, beds, floors, current, total size \
        count, total used, consumed, available, limit used, frequency count, streak, wins, losses, goals, draws, games played, \
        kills, deaths, assists, vcpu, vcpus, cpus, cpu count, cores, threads, lives, active connections, queue length, queue \
        size, backlog, number, calls, sold, sales count, stops, laps, rounds, repetitions, reps, sets, pending, active, \
        inactive, completed, open issues, open issues count, branches, issues, accounts, customers, parts, slots, children \
        count, batch size count, concurrency, parallelism, pool size, success count, weight count, spots, spots left, \
        capacity, vacancies, open positions, openings, tickets, available tickets, tickets sold, devices, episodes, seasons, \
        chapters, unread, unread count, unread messages, sizes, new count, updated count, deleted count, created, updated, \
        deleted, matched count, modified count, inserted count, affected rows, rows affected, records processed, size of list, \
        data points, samples, sample size, length of list, lag count, shards, size count, period count, periods, =n, =amount \
        count, processed count, completed count, queued, waiting, delayed, =bought, bounces, delivered, sent, opened, clicked, \
        unsubscribed, flagged count, applications, submissions total, =size of",
        Make(page::item_count),
    ),
    kind(
        Integer, "total_count", "How many there are on all pages", None,
        "total count, total items, total results, total records, total elements, total number of items, total entries, \
        totalcount, total rows, total found, total size of list, results count, total hits, num results, number of results, \
        item total, records total, records filtered, total objects, count total, result total, total matches, totals",
        Make(page::total_items),
    ),
    kind(
        Integer, "page_number", "Which page this is", None,
        "page, page number, current page, page no, page num, pageno, page idx, current page number, pagenumber, page index",
        Make(page::number),
    ),
    kind(
        Integer, "page_size", "How much is on a page", None,
        "page size, per page, limit, items per page, page limit, results per page, pagesize, max results, size per page, page \
        length, batch size, max items, take, top, page count limit, maxresults, size of page, perpage, record limit, entries \
        per page, rows per page, default limit, result limit, fetch size, num per page",
        Make(page::size),
    ),
    kind(
        Integer, "offset", "How much comes before this page", None,
        "offset, skip, start index, start offset, page offset, start at index, results offset, startindex, record offset, item \
        offset, cursor offset, begin index, byte offset, line offset, log offset, end offset",
        Make(page::offset),
    ),
    kind(
        Integer, "first_item", "The first item on this page, counted", None,
        "first item, from item, item from, start item, =from row, first index, first row, start row, start record",
        Make(page::first_item),
    ),
    kind(
        Integer, "last_item", "The last item on this page, counted", None,
        "last item, to item, item to, end item, last index, end index, last row, end row, end record",
        Make(page::last_item),
    ),
    kind(
        String, "next_page", "The next page: its address, or its number", None,
        "next page, next, next url, next link, next page url, next page link, next href, next page number, nextpage, next uri, \
        =next cursor url",
        Make(page::next),
    ),
    kind(
        String, "previous_page", "The page before: its address, or its number", None,
        "previous page, prev page, prev, previous, previous url, prev url, prev link, previous link, prev page url, previous \
        page url, previous page number, prev href, prev page number, previous uri",
        Make(page::previous),
    ),
    kind(
        String, "first_page", "The first page: its address, or its number", None,
        "=first, first page, first page url, first url, first link, first page number",
        Make(page::first),
    ),
    kind(
        String, "last_page", "The last page: its address, or its number", None,
        "=last, last page, last page url, last url, last link, last page number index",
        Make(page::last),
    ),
    kind(
        String, "cursor", "Where the next page begins", None,
        "cursor, next cursor, after cursor, end cursor, start cursor, page cursor, prev cursor, previous cursor, before cursor, \
        pagination cursor, previous page token, prev page token, cursor id, resume cursor, scroll id, bookmark token, next \
        page cursor, starting after, ending before, last evaluated key, cursor mark, pagination token, after key, next marker, \
        marker, next key, continuation, continue, last key, start key, next offset key, sync cursor, cursors, page state, page \
        key",
        Form("eyJpZCI6Ij********************"),
    ),
    kind(
        String, "sort_order", "Which way a list is sorted", None,
        "sort order, sort direction, order direction, order by direction, sort dir, order dir, direction of sort, sorting \
        direction, order of sort, sortorder",
        OneOf(&["asc", "desc"]),
    ),
    kind(
        String, "sort_field", "What a list is sorted by", None,
        "sort by, order by, sort field, sort key name, sort, sort column, group by, ordering field, orderby, sorting, sort \
        type, sorted by, default sort, sort property, sortby, ordering, order",
        OneOf(&["created_at", "name", "price", "updated_at", "-created_at"]),
    ),
    kind(
        String, "retry_policy", "What is done after a failure", None,
        "retry policy, restart policy, cleanup policy, on failure policy, failure policy, delete policy, overflow policy",
        OneOf(&["always", "on_failure", "never", "unless_stopped"]),
    ),
    kind(
        String, "process_signal", "What a process is told by its system", None,
        "stop signal, kill signal, signal name, exit signal, term signal",
        OneOf(&["SIGTERM", "SIGINT", "SIGKILL", "SIGHUP", "SIGQUIT"]),
    ),
    kind(
        String, "operator", "How two values are compared", None,
        "operator, comparison operator, logical operator, comparator, condition operator, comparison, match type, filter \
        operator, logic, operand type, join operator, conjunction, bool operator, filter type, match mode",
        OneOf(&["eq", "ne", "gt", "lt", "contains", "in"]),
    ),
    kind(
        Integer, "timeout", "How long something may take, in seconds", None,
        "timeout, timeout seconds, timeout s, ttl, time to live, expires in, max age, interval, interval seconds, delay \
        seconds, retry after, cache ttl, poll interval, refresh interval, retry interval, cooldown, grace period, expiration \
        seconds, lifetime, ttl seconds, valid for, session timeout, timeout in seconds, idle timeout, wait seconds, period \
        seconds, period, keepalive, keep alive, heartbeat interval, connection timeout, read timeout, connect timeout, write \
        timeout, backoff, rate limit window, window, lease duration, token ttl, access token ttl, refresh token ttl, lock \
        timeout, validity, time limit, validity period, polling interval, expiresin, token lifetime, initial delay seconds, \
        termination grace period seconds, grace period seconds, start period, termination grace period, stop timeout, cache \
        time, cache control max age, age max, time remaining, rate limit reset, reset after, retry delay, seconds left, stop \
        grace period, rate limit per user, default auto archive duration, lookback, refresh rate, refresh seconds, check \
        interval, delay sec, min interval, timeout secs, retry wait, lease seconds, access token lifetime, retention, \
        retention period, retention seconds, sync interval, update interval, minimum ttl, max ttl, default ttl, interval sec, \
        expires after, expires in seconds, duration limit, time to expire",
        Make(small::timeout_s),
    ),
    kind(
        Integer, "timeout_ms", "How long something may take, in milliseconds", None,
        "timeout ms, interval ms, delay millis, timeout millis, ttl ms, timeout milliseconds, retry delay ms, timeout in ms, \
        backoff ms, retry after ms, retention ms, interval millis, interval milliseconds, wait ms, debounce ms, request \
        timeout ms, session timeout ms",
        Make(small::timeout_ms),
    ),
    kind(
        Integer, "retry_limit", "How often something is tried", None,
        "retry limit, max retries, max attempts, retry max, attempts allowed, num retries, retry attempts, max retry, failure \
        threshold, success threshold, retries max, retry times, max retry count, max tries, max failures, maximum attempts, \
        maximum retry count, backoff limit, attempts left, attempts remaining, remaining attempts, tries, retry, max restarts, \
        maximum retries",
        Whole(1, 10),
    ),
    kind(
        Integer, "limit", "How much is allowed", None,
        "rate limit, quota, max count, max limit, maximum limit, max size, max length, max users, usage limit, hard limit, soft \
        limit, user limit, max connections, capacity limit, min length, max uses, max quantity, max concurrency, max members, \
        ^max, ^min, ^maximum, ^minimum, capacity max, ~limit, request limit, upper limit, lower limit, max number, storage \
        limit, requests per second, rps, qps, iops, max file size, limit count, cap, max depth, rate limit remaining, limit \
        remaining, allowance, maximum size, minimum length, threshold count, burst, quota limit, minlength, maxlength, pids \
        limit, size limit, limits, min size, max items limit, max participants, max guests, min quantity, min order quantity, \
        max capacity, seat limit, license count, licenses, max volume, burst limit, throttle, throttle limit, reserved, number \
        limit, requests per minute, rate per second, max redirects, max rows, max results limit, min count",
        Whole(5, 500),
    ),
    kind(
        Integer, "memory_bytes", "Bytes of memory", None,
        "memory, memory bytes, memory usage, ram, memory limit, memory used, free memory, heap size, heap used, total memory, \
        memory total, memory size, swap, mem, ram bytes, memory usage bytes, shared memory, memory reservation, memory swap, \
        kernel memory, shm size, mem total, mem limit, mem usage, memory free, available memory, rss, cache size, disk space, \
        disk, disk free, disk total, disk used, free space, used space, total space, available space, disk space used, free \
        disk space, virtual memory, disk bytes, heap, heap total, buffer size, storage capacity, storage total, storage free, \
        memory capacity, volume size bytes, capacity bytes, available bytes, free bytes, quota size, memory max, disk quota, \
        storage quota, allocated bytes",
        Make(small::memory_bytes),
    ),
    kind(
        Integer, "memory_mb", "Megabytes", None,
        "memory mb, mb, memory size mb, ram mb, size mb, memory mib, disk size mb, storage mb, disk mb, file size mb, size in \
        mb, max size mb, cache size mb, heap mb, memory in mb",
        Whole(64, 8192),
    ),
    kind(
        Integer, "memory_gb", "Gigabytes", None,
        "memory gb, gb, ram gb, disk gb, storage gb size, disk size gb, size gb, memory size gb, volume size, disk size in gb, \
        size in gb, volume size gb, memory in gb, min disk gb, storage size gb, data gb, gib, size gigabytes, quota gb",
        Whole(8, 1024),
    ),
    kind(
        Integer, "process_id", "The number of a process", None,
        "pid, process id, ppid, parent pid, tid, thread id, parent process id, main pid",
        Whole(300, 65000),
    ),
    kind(
        Integer, "exit_code", "What a program leaves behind", None,
        "exit code, exit status, return code, exitcode, return status, exit value, rc, process exit code",
        Make(small::exit_code),
    ),
    kind(
        Integer, "code_number", "A code by its number", None,
        "code, ~code, error code, status code number, error number, errno, result code, reason code, err code, response code, \
        errcode, error, error type, sub code, close code, area code, event code, op code, error id, status, state, type, \
        ~type, ~status, kind, status id, type id, error subcode, mode, result, opcode, flags type, phase, category, role, \
        signal code, level code, status type, gender, sex, class, platform, device type, plan, protocol, protocol number, \
        channel, format, source, user type, label, severity level, action, action type, rule type, event type, operator",
        Whole(0, 12),
    ),
    kind(
        Integer, "bit_flags", "Bits that say yes or no, as one number", None,
        "flags, flag, bitmask, bit flags, public flags, options mask, permissions, permission bits, bitfield, flag bits, allow, \
        deny, capabilities, file mode, feature flags bits, system channel flags, bits, intents, application flags, access \
        flags, attributes mask, mask",
        Make(small::bit_flags),
    ),
    kind(
        String, "request_id", "The number of a request", None,
        "request id, trace request id, req id, x request id, call id, idempotency key, requestid, invocation id, client request \
        id, operation uuid, request token id, request reference, idempotence key, dedupe key, deduplication id, idempotency \
        token, nonce, request key, state nonce, transaction key, external request id, challenge, client request token, code \
        challenge, code verifier, uniqid, cnonce, random, random string",
        Form("req_**************"),
    ),
    kind(
        String, "trace_id", "What joins the records of one request", None,
        "trace id, traceid, root trace id, x trace id, trace/id, trace, distributed trace id, otel trace id, opentelemetry \
        trace id",
        Form("%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "span_id", "A part of a trace", None,
        "span id, spanid, parent span id, span/id",
        Form("%%%%%%%%%%%%%%%%"),
    ),
    kind(
        String, "algorithm", "How something is computed", Some("internet.jwtAlgorithm"),
        "algorithm, alg, hash algorithm, signing algorithm, encryption algorithm, signature algorithm, cipher, encryption, hash \
        type, digest algorithm, encryption type, hash function, key algorithm, digest method, signature method, jwt algorithm, \
        hash method, encryption method, key type, key/type, kty, enc, cipher suite, signature type, checksum algorithm, \
        hashing algorithm, hash alg, mac algorithm, password hash algorithm, crypto algorithm, sign algorithm, encryption \
        mode, ssl mode, cipher algorithm, token signing alg",
        OneOf(&["RS256", "HS256", "ES256", "SHA-256", "AES-256-GCM"]),
    ),
    kind(
        String, "compression", "How data is made smaller", None,
        "compression, compression type, compression algorithm, content encoding, compression method, transfer encoding, \
        compression codec, compress",
        OneOf(&["gzip", "br", "zstd", "none", "deflate"]),
    ),
    kind(
        String, "database_engine", "What keeps data", Some("database.engine"),
        "database engine, db engine, database type, db type, storage engine, engine, dialect, database/engine, sql dialect, \
        dbms, database/type, storage backend, engine type of database, datastore, datasource, data source, vector db, data \
        source type, connector",
        OneOf(&["postgresql", "mysql", "mariadb", "sqlite", "mongodb", "redis"]),
    ),
    kind(
        String, "license", "Under which terms something is given", None,
        "license, licence, license name, software license, license type, license/name, spdx, license id, spdx id, license/spdx \
        id, licence name, content license, license/key",
        OneOf(&["MIT", "Apache-2.0", "GPL-3.0", "BSD-3-Clause", "MPL-2.0", "CC-BY-4.0"]),
    ),
    kind(
        String, "channel", "Where something is sent or comes from", None,
        "channel, notification channel, contact method, delivery channel, communication channel, sales channel, preferred \
        contact method, channel name type, source channel type, contact preference, source, message channel, order source, \
        origin type, medium, communication method, channel id name, origination, preferred channel, entry point source, \
        capture source, =via, source of order, source of data, order channel, payment channel, notification method, booking \
        source, request source, signup source, lead channel, distribution channel, intake channel, acquisition medium, =origin \
        name, send via, data origin",
        OneOf(&["web", "email", "mobile", "sms", "api", "phone", "in_person"]),
    ),
    kind(
        String, "rel", "How a link relates", None,
        "rel, link rel, link relation, link/rel",
        OneOf(&["self", "next", "prev", "alternate", "first", "last"]),
    ),
    kind(
        Integer, "x_position", "A place on a screen", None,
        "=x, =y, pos x, pos y, position x, position y, left, top, offset x, offset y, x pos, y pos, bottom, right, x offset, y \
        offset, scroll x, scroll y, x coordinate, y coordinate, margin, padding, border width, border radius, font size, \
        spacing, zoom, zoom level, scale, brightness, opacity, red, green, blue, font weight, line height, depth, length, \
        power, watts, voltage, value, val, threshold, average, avg, max, min, minimum, maximum, max value, min value, default \
        value, current value, old value, new value, number value, volume, usage, rate, signal, rssi, signal strength, reading, \
        metric value, =from, =to, =first, =last, =default, low, high, upper, lower, target value, intensity, capacity liters, \
        magnitude, gas, gas price, gas used, frequency hz, stroke width, upper bound, lower bound, uv index, visibility, \
        multiplier, factor, energy, delta, change, difference, reach km, step value, increment, decimals, decimal places, min \
        range, max range, baseline, balance points, weighting, goal, target, sensor value, measurement, =after, =before, \
        previous value, int value, integer value, long value, number of pixels, =d, =t, =b, =a, =r, =g, thickness, diameter",
        Whole(0, 400),
    ),
    kind(
        Boolean, "flag", "True or false", None,
        "flag, boolean, bool, ^is, ^has, ^can, ^should, ^was, ^will, ^allow, ^allows, ^use, ^uses, ^show, ^enable, ^disable, \
        ^require, ^requires, ^supports, ^are, ^include, ^includes, ^needs, ^must, ^did, ^does, ^hide, ^accepts, ^allowed, \
        ^auto, ^force, ^skip, ^ignore",
        Flag(50),
    ),
    kind(
        Boolean, "mostly_true", "True more often than not", None,
        "is active, active, enabled, is enabled, available, is available, success, valid, is valid, verified, is verified, \
        visible, is visible, email verified, ok, in stock, is public, email confirmed, confirmed, published, is published, \
        online, is online, phone verified, succeeded, open, is open, healthy, approved, successful, can edit, is current, \
        public, accepts marketing, is approved, livemode, live mode, is confirmed, paid, is paid, ready, is ready, connected, \
        is connected, running, completed, passed, marketing consent, operational, can view, can read, accepted, is verified \
        account, alive, allowed, is in stock, taxable, receive notifications, terms accepted, working, on, status ok, \
        eligible, purchasable, is email verified, is default visible, charges enabled, payouts enabled, activated, is success, \
        email verified at flag, is live, trusted, editable, mfa enabled, searchable, bookable, refundable, returnable, \
        cancellable, deliverable, in service, up, reachable, logged in, signed in, authenticated, is authenticated, supported",
        Flag(85),
    ),
    kind(
        Boolean, "mostly_false", "False more often than not", None,
        "deleted, is deleted, archived, is archived, disabled, is disabled, locked, is locked, blocked, is blocked, banned, is \
        banned, suspended, hidden, is hidden, cancelled, is cancelled, is admin, admin, superuser, is superuser, has errors, \
        error, failed, is test, test, sandbox, debug, dry run, readonly, read only, expired, is expired, is bot, bot, spam, is \
        spam, draft, is draft, pinned, is pinned, featured, is featured, nsfw, deprecated, is deprecated, sold out, refunded, \
        is refunded, revoked, muted, has error, overdue, flagged, is flagged, is default, is staff, truncated, maintenance, \
        private, is private, force, sticky, tested positive, canceled, is canceled, voided, opted out, is guest, smoker, is \
        smoker, pregnant, disputed, captured partially, cancel at period end, is gift, gift, duplicate, is duplicate, timed \
        out, timeout, paused, is paused, stale, dirty, conflict, unsubscribed, bounced, is anonymous, anonymous, in trial, \
        backordered, over capacity, over 18 content, sensitive, possibly sensitive, oom killed, dead, restarting, privileged, \
        tty, experimental, beta, is beta, is retired, discontinued, is fraud, fraudulent, damaged, is damaged, adult, adult \
        content, closed, is closed, quarantined, offline, preview",
        Flag(12),
    ),
    kind(
        Boolean, "has_more", "Whether there is another page", None,
        "has more, has next, has next page, more, has more pages, has more items, next page, more results, is truncated, more \
        available, has more results, hasmore",
        Make(page::has_more),
    ),
    kind(
        Boolean, "has_previous", "Whether there is a page before", None,
        "has previous, has prev, has previous page, has prev page, previous page, prev page, hasprevious",
        Make(page::has_previous),
    ),
];
