/** ECS documents of the network, whoever shipped them. */
package correlate.source.ecs;
